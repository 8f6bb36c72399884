# SPDX-License-Identifier: BSD-3-Clause
"""What a protocol is when it has been read: names, one behind another, or one of several."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.record import dataclass


class ProtocolError(Exception):
    """What is wrong with a protocol, and where: columns `start` to `end` of its text, from 0.

    `kind` is one of empty, letter, unbalanced, order, count, large, unknown, unused.
    `help` says what would be right, when that can be told.
    """

    def __init__(self, kind: str, what: str, start: int, end: int, help: str = "") -> None:
        super().__init__(what)
        self.kind, self.what, self.help = kind, what, help
        self.start, self.end = start, max(end, start + 1)


@dataclass(frozen=True, slots=True)
class Name:
    """One message, by the declarer's name, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part behind another."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part several times: at least `least`, at most `most` (None: without end)."""

    part: Tree
    least: int
    most: int | None


Tree = Name | Sequence | Choice | Repeat


def names_in(tree: Tree) -> Iterator[Name]:
    """Yield the names of a protocol, as they stand in it."""
    if isinstance(tree, Name):
        yield tree
    elif isinstance(tree, Repeat):
        yield from names_in(tree.part)
    else:
        for part in tree.parts:
            yield from names_in(part)
