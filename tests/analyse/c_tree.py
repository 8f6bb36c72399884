# SPDX-License-Identifier: BSD-3-Clause
"""A copy of the tree whose C can be changed, read once for all tests."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kept_facts import copy_facts

from gen import check
from gen.diag import Diag
from gen.generate import examine
from gen.model.build import Sources, System

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("kernel-src", "arch", "user", "templates")


def copy_of(folder: Path) -> Path:
    """Return a copy of what is analysed, with what `./darner check` has kept of its files."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    copy_facts(folder)
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


class Edit(NamedTuple):
    """A text in the place of another one, which is there once: in a file, or in one function.

    Nothing in the place of something stands behind the brace that begins the function.
    """

    old: str
    new: str
    within: str = ""


def stretch(text: str, function: str) -> tuple[int, int]:
    """Return where a function stands in a text, from the comment before it to its last brace."""
    if not function:
        return 0, len(text)
    found = re.findall(rf"^{function}\([^;{{}}]*\)\n\{{\n(?:.*\n)*?\}}\n", text, re.MULTILINE)
    assert len(found) == 1, f"there are {len(found)} functions {function}()"
    start = text.index(found[0])
    return text.rfind("\n\n", 0, start) + 1, start + len(found[0])


def edited(text: str, edit: Edit, file: str) -> str:
    """Return a text with an edit."""
    start, end = stretch(text, edit.within)
    part, old, new = text[start:end], edit.old, edit.new
    if edit.within and not old:
        old, new = "\n{\n", f"\n{{\n{new}"
    assert part.count(old) == 1, f"{old!r} is {part.count(old)} times in {edit.within or file}"
    return text[:start] + part.replace(old, new) + text[end:]


@contextmanager
def changed(root: Path, file: str, *edits: tuple[str, ...]) -> Iterator[str]:
    """Put texts in the place of others; yield the new text, then restore."""
    path = root / file
    before = path.read_text()
    text = before
    for edit in edits:
        text = edited(text, Edit(*edit), file)
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


def line_of(text: str, marker: str, within: str = "") -> int:
    """Return the first line that a marker is on: of a text, or of a function in it."""
    start, end = stretch(text, within)
    at = text.find(marker, start, end)
    assert at >= 0, f"{marker!r} is not in {within or 'the text'}"
    return text[:at].count("\n") + 1
