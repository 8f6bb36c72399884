# SPDX-License-Identifier: BSD-3-Clause
"""The source behind a tree: where a word stands, and what the comment before a function says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gen.place import Loc

#: A call inside a macro's arguments is said to be on the macro's first line.
REACH = 6

IN_WORD = re.compile(r"\w")

COMMENT = re.compile(r"/\*(?:(?!\*/).)*\*/\s*\Z", re.DOTALL)
CONTEXT = re.compile(r"\bContext:([^\n]*)")
DEPTH = re.compile(r"\bDepth: (\d+)\b")


class Source:
    """The files that trees are made of, as they are written."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def lines(self, file: str) -> list[str]:
        """Return the lines of a file; none when it cannot be read."""
        if file not in self._lines:
            try:
                text = (self._root / file).read_text(encoding="utf-8", errors="replace")
            except (OSError, ValueError):
                text = ""
            self._lines[file] = text.split("\n")
        return self._lines[file]

    def place(self, coord: Any, word: str) -> Loc:
        """Return where a word stands, on the line of a node or soon behind it."""
        file, line, lines = coord.file, coord.line, self.lines(coord.file)
        for number in range(line, min(line + REACH, len(lines) + 1)) if word else ():
            start = found(word, lines[number - 1])
            if start >= 0:
                return Loc(file, number, start + 1, start + len(word) + 1)
        return Loc(file, line, 1, 2)

    def comment(self, coord: Any) -> str:
        """Return the comment that ends right before a function, or nothing."""
        lines = self.lines(coord.file)
        for end in range(coord.line - 1, max(coord.line - 4, 0), -1):
            if lines[end - 1 : end] and lines[end - 1].rstrip().endswith("*/"):
                match = COMMENT.search("\n".join(lines[max(end - 60, 0) : end]))
                return match[0] if match else ""
            if not lines[end - 1].strip() or lines[end - 1][:1] in "}#":
                return ""
        return ""

    def context(self, coord: Any) -> tuple[str, ...]:
        """Return from where a function may be called, as its comment says."""
        match = CONTEXT.search(self.comment(coord))
        if match is None:
            return ()
        said = match[1].replace("*/", "").strip().rstrip(".")
        return tuple(word.strip() for word in said.split(",") if word.strip())

    def depth(self, coord: Any) -> int:
        """Return how often a function may be in itself, as its comment says; 0 without that."""
        match = DEPTH.search(self.comment(coord))
        return int(match[1]) if match else 0


def found(word: str, line: str) -> int:
    """Return where a word begins in a line that is no part of a longer one; -1 if nowhere."""
    start = line.find(word)
    while start >= 0:
        end = start + len(word)
        if not (IN_WORD.match(line, start - 1) if start else None) and not IN_WORD.match(line, end):
            return start
        start = line.find(word, start + 1)
    return -1
