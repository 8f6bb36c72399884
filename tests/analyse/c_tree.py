# SPDX-License-Identifier: BSD-3-Clause
"""A copy of the tree whose C can be changed, read once for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gen import check
from gen.diag import Diag
from gen.generate import examine
from gen.model.build import Sources, System

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("kernel-src", "arch", "user", "templates")


def copy_of(folder: Path) -> Path:
    """Return a copy of what is analysed."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def system_of(root: Path) -> System:
    """Return the model of a tree whose declarations are right."""
    result = examine(root)
    assert result.system is not None
    assert result.diags == []
    return result.system


def said(root: Path) -> list[Diag]:
    """Return what the rules about C say of a tree."""
    return check.apply_to_sources(Sources(system_of(root)))


@contextmanager
def changed(root: Path, file: str, *edits: tuple[str, str]) -> Iterator[str]:
    """Put texts in the place of others, which are there once; yield the new text, then restore."""
    path = root / file
    before = path.read_text()
    text = before
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        text = text.replace(old, new)
    path.write_text(text)
    try:
        yield text
    finally:
        path.write_text(before)


@contextmanager
def added(root: Path, file: str, content: str | bytes) -> Iterator[str]:
    """Add a file; yield its text, then take it away."""
    path = root / file
    data = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(data)
    try:
        yield data.decode(errors="replace")
    finally:
        path.unlink()


def line_of(text: str, marker: str) -> int:
    """Return the first line that a marker is on."""
    assert marker in text, f"{marker!r} is not in the text"
    return text[: text.index(marker)].count("\n") + 1
