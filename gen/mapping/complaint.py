# SPDX-License-Identifier: BSD-3-Clause
"""The output of gcc, clang, gas and ld, cut into complaints with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.record import dataclass, field

#: `file:line:column: error: what`; gas says `Error` and has no column.
HEAD = re.compile(
    r"^(?P<file>[^:\s][^:\n]*):(?P<line>\d+):(?:(?P<column>\d+):)? "
    r"(?P<kind>fatal error|error|warning|note|Error|Warning|Info): (?P<what>.*)$"
)

#: `ld: obj.o: in function `f':`, then `file:line: undefined reference to `x'`, or without
#: debug information `file.o:(.text+0x1): ...`; newer ones say both.  `ld: ` may stand before it.
LINK = re.compile(
    r"^(?:\S*ld: )?(?P<file>[^:\s][^:\n]*):(?:(?P<line>\d+):)?(?:\([^)]*\):)? "
    r"(?P<what>(?:undefined reference to|multiple definition of) [`'].*)$"
)

#: What ld says behind `multiple definition'.
FIRST = re.compile(r"; (?:[^:\s]*:)?(?P<file>[^:\s]+):(?P<line>\d+): first defined here$")

#: What stands before the complaint that it belongs to.
CONTEXT = re.compile(
    r"^(In file included from|\s+from) |: (In function|At top level|in function|Assembler)"
)

COLOR = re.compile(r"\033\[[0-9;]*[mK]")


@dataclass
class Said:
    """One sentence of a tool, and where; the column as the tool counts, or 0."""

    file: str
    line: int
    kind: str = ""
    what: str = ""
    column: int = 0


@dataclass
class Complaint:
    """An error with its notes; `raw` is all of it as it was printed."""

    head: Said | None = None
    notes: list[Said] = field(default_factory=list)
    raw: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it is what made the tool fail."""
        return self.head is not None and "rror" in self.head.kind


def complaints(text: str) -> Iterator[Complaint]:
    """Yield complaints in order; what belongs to none comes without a head."""
    now, context = Complaint(), ""
    for line in text.splitlines(keepends=True):
        plain = COLOR.sub("", line.rstrip("\n"))
        said = sentence(plain)
        if said is None and CONTEXT.search(plain):
            context += line
        elif said is None:
            now.raw += context + line
            context = ""
        elif said.kind in ("note", "Info") and now.head is not None:
            now.notes.append(said)
            now.raw += context + line
            context = ""
        else:
            if now.raw:
                yield now
            first = FIRST.search(said.what)
            notes = [Said(first["file"], int(first["line"]), "note")] if first else []
            now, context = Complaint(said, notes, context + line), ""
    now.raw += context
    if now.raw:
        yield now


def sentence(plain: str) -> Said | None:
    """Return what a line says, when it is the first of a complaint or a note."""
    if match := HEAD.match(plain):
        column = int(match["column"] or 0)
        return Said(match["file"], int(match["line"]), match["kind"], match["what"], column)
    if match := LINK.match(plain):
        return Said(match["file"], int(match["line"] or 0), "link error", match["what"])
    return None
