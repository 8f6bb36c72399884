# SPDX-License-Identifier: BSD-3-Clause
"""A preprocessed file in stretches, and these in pieces.

The preprocessor says with a marker where the lines behind it stand: a *stretch* is a marker and
its lines.  A *piece* is a declaration.  It ends with the line on which all brackets are closed
again and a semicolon or a brace is last.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from gen.analyse.token import TEXT

MARKER = re.compile(r'# (\d+) "([^"\n]*)"')
QUOTED = re.compile(TEXT)
BLANK = re.compile(r"\n\s*\n")


def stretches(text: str) -> list[str]:
    """Return the stretches of a text; what stands before the first marker is one, too."""
    first, *others = f"\n{text}".split("\n# ")
    return [*([first[1:]] if first else []), *(f"# {one}" for one in others)]


class Splitter:
    """Splits stretches into pieces; each piece begins with a line that tells where it stands."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._file, self._number, self._depth = "", 0, 0

    @property
    def between(self) -> bool:
        """Whether no piece has begun."""
        return not self._lines

    def feed(self, stretch: str) -> Iterator[str]:
        """Yield the pieces that end in a stretch."""
        head, _, body = stretch.partition("\n")
        if mark := MARKER.match(head):
            self._number, self._file = int(mark[1]) - 1, mark[2]
            self._lines += [head] if self._lines else []
        else:
            body = stretch
        for line in body.split("\n"):
            self._number += 1
            if not self._lines:
                if not line.strip():
                    continue
                self._lines.append(f'# {self._number} "{self._file}"')
            self._lines.append(line)
            plain = QUOTED.sub("", line) if '"' in line or "'" in line else line
            self._depth += plain.count("{") + plain.count("(")
            self._depth -= plain.count("}") + plain.count(")")
            if self._depth == 0 and plain.rstrip().endswith((";", "}")):
                yield "\n".join(self._lines)
                self._lines = []

    def rest(self) -> Iterator[str]:
        """Yield what is left at the end."""
        if self._lines:
            yield "\n".join(self._lines)


def bare(stretch: str) -> str:
    """Return a stretch without the bodies of functions.

    A body stands between a brace and a brace, each on a line of its own.  What is written
    otherwise is parsed, which takes longer.
    """
    if "\n{\n" not in stretch:
        return stretch
    lines, start = stretch.split("\n"), -1
    for at, line in enumerate(lines):
        if line == "{":
            start = at
        elif line == "}" and start >= 0:
            lines[start : at + 1] = [";", *[""] * (at - start)]
            start = -1
    return "\n".join(lines)


def own(text: str, source: str) -> str:
    """Return a preprocessed text without the bodies of functions of other files."""
    return "\n".join(one if of(one, source) else bare(one) for one in stretches(text))


def of(stretch: str, source: str) -> bool:
    """Say whether a stretch is of a file."""
    return f'"{source}"' in stretch.partition("\n")[0]


def meaning(text: str, source: str) -> str:
    """Return the digest of what a file is, with the lines on which its own code stands.

    Where other files' declarations stand is no part of it.
    """
    state = hashlib.sha256()
    for one in stretches(text):
        own = of(one, source)
        said = one if own else BLANK.sub("\n", one.partition("\n")[2] + "\n")
        state.update(said.encode(errors="replace"))
    return state.hexdigest()
