# SPDX-License-Identifier: BSD-3-Clause
"""Copies of the tree to break: with what is built, so that only the breakage is built again."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from machine_room import HANG, ROOT, Boot, boot, build, machine

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


@dataclass(frozen=True)
class Control:
    """Where a kernel is broken, how, and the test that must see it; `file` is below kernel-src."""

    test: str
    file: str
    pattern: str
    replacement: str

    @property
    def edit(self) -> tuple[str, str, str]:
        """What boot_spoilt() takes."""
        return f"kernel-src/{self.file}", self.pattern, self.replacement


def boot_spoilt(
    arch: str, place: Path, edit: tuple[str, str, str], append: str,
    *, on: str = "smp4", hang: float = HANG,
) -> Boot:
    """Boot a copy of the tree with an edit: a file, the pattern in it, and what replaces that."""
    file, pattern, replacement = edit
    tree = copy_of_tree(arch, place)
    spoil(tree / file, pattern, replacement)
    folder = build(arch, root=tree)
    return boot(folder / "kernel.elf", arch, machine(folder, on), append, hang=hang)


def spoil(file: Path, pattern: str, replacement: str) -> None:
    """Replace the one place in a file where a pattern stands."""
    text, count = re.subn(pattern, replacement, file.read_text(), flags=re.MULTILINE)
    assert count == 1, f"{pattern} stands {count} times in {file}"
    file.write_text(text)
