# SPDX-License-Identifier: BSD-3-Clause
"""Pieces: what is made of one node alone, kept by the mark of the declaration that it is of.

A mark is the digest of a declaration's text and of all that it rests on.  Who makes a piece
must use the node, and what a mark covers, and nothing else; what else goes into it is given
as `more`, and counts by its value.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from gen import kept
from gen.place import Loc

Piece = TypeVar("Piece")

#: Marshal's last version in which what is equal has the same bytes, whoever else refers to it.
BY_VALUE = 2

#: One piece in so many may be made again, and again.
FEW = 50


class Node(Protocol):
    """What is declared at a place."""

    @property
    def name(self) -> str:
        """The declarer's name."""

    @property
    def loc(self) -> Loc:
        """The place."""


class Pieces:
    """The pieces of one kernel: those that were kept, and those that were asked for now."""

    def __init__(self, marks: Mapping[str, bytes] | None = None) -> None:
        self._marks = marks or {}
        self._old: dict[tuple[str, str, str], tuple[bytes, Any]] = {}
        self._now: dict[tuple[str, str, str], tuple[bytes, Any]] = {}

    def key(self, nodes: Iterable[Node], *more: object) -> bytes:
        """Return what a text hangs on that is made of these nodes; empty when nobody knows."""
        marks = {self._marks.get(node.loc.file, b"") for node in nodes}
        return b"" if b"" in marks or not marks else digest(sorted(marks), more)

    def of(self, kind: str, node: Node, make: Callable[[], Piece], *more: object) -> Piece:
        """Return a piece of a node: what it was when the node was the same, or what `make` says.

        It is made of what marshal knows: texts, numbers, tuples, lists and dictionaries.
        """
        mark = self._marks.get(node.loc.file)
        if mark is None:
            return make()
        mark = digest([mark], more) if more else mark
        where = (kind, node.loc.file, node.name)
        old = self._now.get(where) or self._old.get(where)
        if old is None or old[0] != mark:
            old = mark, make()
        self._now[where] = old
        found: Piece = old[1]
        return found

    def read(self, root: Path, name: str) -> None:
        """Take what was kept under a name."""
        self._old = kept.read(root, name) or {}

    def keep(self, root: Path, name: str) -> None:
        """Keep what is there now under a name, unless hardly any of it is new.

        To make a few pieces again costs less than to write all of them.
        """
        same = sum(self._old.get(where) is piece for where, piece in self._now.items())
        if (len(self._now) - same) * FEW > len(self._now) or len(self._old) > FEW + same:
            kept.write(root, name, self._now)


def digest(marks: Iterable[bytes], more: Iterable[Any] = ()) -> bytes:
    """Return one mark for several, and for values."""
    state = hashlib.sha256()
    for mark in marks:
        state.update(mark)
    for value in more:
        state.update(marshal.dumps(value, BY_VALUE))
    return state.digest()[:16]
