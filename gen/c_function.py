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

#: The end of a function's head, in whatever style: its parameters, and a brace.
END = re.compile(r"\)\s*\{")

#: The end of what stands before the parameters: the name.
NAME = re.compile(r"\b(\w+)[ \t]*$")

#: What is in no parameters.
INSIDE = re.compile(r"[{};]")

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
    found = (head(text, match.start()) for match in END.finditer(text))
    return [one for one in found if one is not None]


def head(text: str, end: int) -> Head | None:
    """Return the head whose parameters end at a bracket; None where it is none."""
    begin = opening(text, end)
    line_begin = text.rfind("\n", 0, max(begin, 0)) + 1
    name = NAME.search(text[line_begin:begin]) if begin >= 0 else None
    if name is None or name[1] in CONTROL:
        return None
    line, col = text.count("\n", 0, line_begin) + 1, name.start() + 1
    return name[1], line, col, col + len(name[1]), " ".join(text[begin + 1 : end].split())


def opening(text: str, end: int) -> int:
    """Return where the bracket opens that closes at a place; -1 where a body is between."""
    depth, begin = 1, end
    while depth:
        below = text.rfind("(", 0, begin)
        if below < 0:
            return -1
        depth += text.count(")", below, begin) - 1
        begin = below
    return begin if not INSIDE.search(text, begin, end) else -1


def blanked(match: re.Match[str]) -> str:
    """Return a comment's room without its words."""
    return "\n".join([" " * len(line) for line in match[0].split("\n")])
