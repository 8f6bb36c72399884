# SPDX-License-Identifier: BSD-3-Clause
"""A preprocessed file in pieces, a declaration each: what many files include is parsed once.

A piece ends with the line on which all brackets are closed again and a semicolon or a brace is
last.  Where C is written otherwise a piece cannot be parsed, and the file is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pycparser import c_ast, c_parser

from gen.analyse.token import TEXT

MARKER = re.compile(r'# (\d+) "([^"\n]*)"')
QUOTED = re.compile(TEXT)

#: The trees of a piece, and the names that it declares: is each a type?
Parsed = tuple[list[Any], dict[str, bool]]


def pieces(text: str) -> Iterator[str]:
    """Yield the pieces of a text; each begins with a line that tells where it stands."""
    file, number, depth = "", 0, 0
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("# ") and (mark := MARKER.match(line)):
            number, file = int(mark[1]) - 1, mark[2]
            lines += [line] if lines else []
            continue
        number += 1
        if not lines:
            if not line.strip():
                continue
            lines.append(f'# {number} "{file}"')
        lines.append(line)
        plain = QUOTED.sub("", line) if '"' in line or "'" in line else line
        depth += plain.count("{") + plain.count("(") - plain.count("}") - plain.count(")")
        if depth == 0 and plain.rstrip().endswith((";", "}")):
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


class Pieces:
    """All pieces that were parsed.  A name means the same type in all files of a kernel."""

    def __init__(self) -> None:
        self._known: dict[str, Parsed] = {}

    def tree(self, text: str) -> Any:
        """Return the tree of a text; raise pycparser's ParseError."""
        found: list[Any] = []
        names: dict[str, bool] = {}
        for one in pieces(text):
            if one not in self._known:
                self._known[one] = parsed(one, names)
            nodes, declared = self._known[one]
            found += nodes
            names.update(declared)
        return c_ast.FileAST(found)


class Scope(dict[str, bool]):
    """The names that a parser knows, and those among them that it has learnt."""

    def __init__(self, names: dict[str, bool]) -> None:
        super().__init__(names)
        self.learnt: dict[str, bool] = {}

    def __setitem__(self, name: str, is_type: bool) -> None:
        super().__setitem__(name, is_type)
        self.learnt[name] = is_type


def parsed(piece: str, names: dict[str, bool]) -> Parsed:
    """Return what a piece is, where some names are declared; raise pycparser's ParseError."""
    parser = c_parser.CParser()
    scope = Scope(names)
    parser._scope_stack = [scope]
    parser.clex.input(piece, "")
    parser._tokens = c_parser._TokenStream(parser.clex.token)
    nodes = parser._parse_translation_unit_or_empty().ext
    declared = {n: t for n, t in scope.learnt.items() if names.get(n) is not t}
    return nodes, declared


@lru_cache(maxsize=1)
def shared() -> Pieces:
    """Return the pieces that were parsed in this run."""
    return Pieces()
