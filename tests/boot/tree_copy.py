# SPDX-License-Identifier: BSD-3-Clause
"""Copies of the tree to break: with what is built, so that only the breakage is built again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from machine_room import ROOT, build

from front.build import locked

#: What a kernel is built from.
PARTS = (
    "SConstruct", "site_scons", "images", "dsl", "gen", "templates", "kernel-src", "arch", "user",
)  # fmt: skip


def copy_of_tree(arch: str, place: Path) -> Path:
    """Return a copy, below `place`, in which a kernel is built already."""
    built, tree = build(arch), place / "tree"
    tree.mkdir()
    record = f"out/.sconsign-{built.name}.dblite"
    with locked(ROOT, *built.name.split("-")):
        for part in (*PARTS, str(built.relative_to(ROOT)), record):
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, tree / part)
            else:
                shutil.copy2(ROOT / part, tree / part)
    return tree


def spoil(file: Path, pattern: str, replacement: str) -> None:
    """Replace the one place in a file where a pattern stands."""
    text, count = re.subn(pattern, replacement, file.read_text(), flags=re.MULTILINE)
    assert count == 1, f"{pattern} stands {count} times in {file}"
    file.write_text(text)
