# SPDX-License-Identifier: BSD-3-Clause
"""The heads of the functions in hand-written C, found by their form; kept until a file changes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from gen import kept
from gen.known import Known
from gen.place import Loc

#: Where hand-written C of the kernel lies, and what its heads are kept as.
FOLDERS, FILE = ("kernel-src", "arch"), "functions"

#: The head of a function's definition, in whatever style: name, parameters, and a brace.
HEAD = re.compile(
    r"\b(\w+)[ \t]*\(((?:[^(){};]|\((?:[^(){};]|\([^(){};]*\))*\))*)\)\s*\{"
)

#: What looks like one.
CONTROL = frozenset(("if", "for", "while", "switch", "return", "sizeof", "else", "do"))

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


#: What lies in each folder of a tree.
Folders = Mapping[str, list[str]]

#: A function's name, its place (line, column, end) and its parameters.
Head = tuple[str, int, int, int, str]


def functions(root: Path, folders: Folders, known: Known | None) -> dict[str, tuple[Loc, str]]:
    """Return every C function in kernel-src and arch: its place and its parameters."""
    old = kept.read(root, FILE) or {}
    now = {}
    for file, stamp in c_files(root, folders):
        read = old.get(file)
        now[file] = read if read and read[0] == stamp else (stamp, heads(root / file))
    if known and now != old:
        known.later(FILE, now)
    found: dict[str, tuple[Loc, str]] = {}
    for file, (_, rows) in now.items():
        for name, line, col, end, params in rows:
            if name not in found:
                found[name] = Loc(file, line, col, end), params
    return found


def c_files(root: Path, folders: Folders) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield the C files in their order, each with what tells it from another of its name."""
    for top in FOLDERS:
        found = [
            f"{folder}/{name}"
            for folder, names in folders.items() if folder.partition("/")[0] == top
            for name in names if name.endswith(".c")
        ]
        for place in sorted(found, key=lambda place: place.split("/")):
            status = os.stat(f"{root}/{place}")  # noqa: PTH116
            yield place, (status.st_size, status.st_mtime_ns, status.st_ino)


def heads(place: Path) -> list[Head]:
    """Return the heads of the functions that a file defines."""
    text = COMMENT.sub(blanked, place.read_text(encoding="utf-8", errors="replace"))
    return [head(text, match) for match in HEAD.finditer(text) if match[1] not in CONTROL]


def head(text: str, match: re.Match[str]) -> Head:
    """Return what was found at a place of a text."""
    line = text.count("\n", 0, match.start()) + 1
    col = match.start() - text.rfind("\n", 0, match.start())
    return match[1], line, col, col + len(match[1]), " ".join(match[2].split())


def blanked(match: re.Match[str]) -> str:
    """Return a comment's room without its words."""
    return re.sub(r"[^\n]", " ", match[0])
