# SPDX-License-Identifier: BSD-3-Clause
"""A preprocessed file in pieces, a declaration each: what many files include is parsed once.

What a stretch of a header is made of is kept as well, so that a file costs its own lines and a
look for each stretch.  Where C is written so that a piece cannot be parsed by itself, the file
is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from gen.analyse import store
from gen.analyse.parser import Parser
from gen.analyse.rule_percpu import areas
from gen.analyse.stretch import Splitter, bare, of, stretches
from gen.analyse.token import Plain
from gen.analyse.tree import Types

#: The folder of what is generated for one kernel; only of functions it matters which one.
MADE = re.compile(rf'"{re.escape(store.FOLDER)}/[^/"]+/')


class Part:
    """What pieces are: their functions, what they declare, and who never returns."""

    def __init__(self, nodes: Sequence[Any], known: dict[str, bool], noreturn: set[str]) -> None:
        self.functions = [one for one in nodes if type(one).__name__ == "FuncDef"]
        self.known = known
        self.noreturn = noreturn
        self.types = Types(nodes)
        self.areas = areas(nodes)

    def add(self, other: Part) -> None:
        """Put another part behind this one."""
        self.functions += other.functions
        self.known.update(other.known)
        self.noreturn |= other.noreturn
        self.types.add(other.types)
        self.areas |= other.areas


def whole(parts: Sequence[Part]) -> Part:
    """Return parts as one."""
    made = Part((), {}, set())
    for one in parts:
        made.add(one)
    return made


class Pieces:
    """All pieces that were parsed.  A name means the same type in all files of a kernel."""

    def __init__(self) -> None:
        self._parser = Parser()
        self._pieces: dict[str, Part] = {}
        self._stretches: dict[str, Part] = {}
        self._bare: dict[str, Part] = {}

    def part(self, text: str, source: str | None) -> Part:
        """Return what a text is; raise pycparser's ParseError.

        Functions of other files than `source` have no bodies; without it, all have them.
        """
        found = Part((), {}, set())
        splitter = Splitter()
        for one in stretches(text):
            ours = source is None or of(one, source)
            kept = self._stretches if ours else self._bare
            if not splitter.between:
                self._add(found, splitter.feed(one if ours else bare(one)))
                continue
            part = kept.get(one)
            if part is None:
                split = splitter.feed(one if ours else bare(one))
                part = self._add(found, split)
                if splitter.between and one.startswith("# "):
                    kept[one] = part
            else:
                found.add(part)
        self._add(found, splitter.rest())
        return found

    def _add(self, found: Part, split: Iterator[str]) -> Part:
        """Put pieces behind what was found, and return them as one part."""
        parts = []
        for one in split:
            anywhere = MADE.sub('"', one) if store.FOLDER in one else one
            part = self._pieces.get(anywhere) or self._pieces.get(one)
            if part is None:
                plain = Plain(one)
                nodes, known = self._parser.piece(plain.text, found.known)
                part = Part(nodes, known, plain.noreturn)
                self._pieces[one if part.functions else anywhere] = part
            found.add(part)
            parts.append(part)
        return whole(parts)


@lru_cache(maxsize=1)
def shared() -> Pieces:
    """Return the pieces that were parsed in this run."""
    return Pieces()
