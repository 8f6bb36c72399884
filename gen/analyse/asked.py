# SPDX-License-Identifier: BSD-3-Clause
"""What the facts of a function hang on: the declarations that were asked for to find them.

Both architectures have most functions, and most of what these name.  Where all answers are what
they were, so are the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from gen.analyse.fact import Function
from gen.analyse.piece import Part
from gen.analyse.tree import Types
from gen.diag import Diag

#: The facts of a function, and what is wrong in it.
Facts = tuple[Function, list[Diag]]

#: The tables of names in types.
TABLES = ("members", "typedefs", "names", "static")


class Noted:
    """A table that writes down what it is asked for, and what it answers."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table
        self.answers: dict[str, Any] = {}

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a name is."""
        found = self.answers[name] = self._table.get(name)
        return default if found is None else found

    def __contains__(self, name: object) -> bool:
        return self.get(str(name)) is not None


class Asked:
    """What a file declares, as one function sees it."""

    def __init__(self, part: Part) -> None:
        self._tables = [Noted(getattr(part.types, name)) for name in TABLES]
        self._noreturn = Noted(dict.fromkeys(part.noreturn, True))
        self.types = Types(())
        for name, table in zip(TABLES, self._tables, strict=True):
            setattr(self.types, name, table)
        self.noreturn: Collection[str] = self._noreturn  # type: ignore[assignment]  # for `in`

    def same(self, part: Part) -> bool:
        """Say whether another file gives the same answers."""
        for name, table in zip(TABLES, self._tables, strict=True):
            now = getattr(part.types, name)
            if any(now.get(one) is not what for one, what in table.answers.items()):
                return False
        asked = self._noreturn.answers
        return all((one in part.noreturn) is bool(what) for one, what in asked.items())


class Known:
    """The functions whose facts were found in this run, by the identity of their nodes."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, list[str], Asked, Facts]] = {}

    def facts(
        self, node: Any, part: Part, lines: list[str],
        find: Callable[[Any, Types, Collection[str]], Facts],
    ) -> Facts:
        """Return the facts of a function in a file with these lines; find what is not known."""
        kept = self._known.get(id(node))
        if kept is not None and kept[1] == lines and kept[2].same(part):
            return kept[3]
        asked = Asked(part)
        found = find(node, asked.types, asked.noreturn)
        self._known[id(node)] = node, lines, asked, found
        return found


@lru_cache(maxsize=1)
def known() -> Known:
    """Return the facts that were found in this run."""
    return Known()
