# SPDX-License-Identifier: BSD-3-Clause
"""The automaton of a protocol: positions (Glushkov), made deterministic, made minimal (Moore)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dsl.record import dataclass, field
from gen.model.message_nodes import Automaton, Step
from gen.protocol.tree import Name, ProtocolError, Repeat, Tree, names_in
from gen.protocol.tree import Sequence as InSequence

#: The most names that a protocol may have when its counts are written out, and the most states.
LARGEST, MOST_STATES = 1024, 256


@dataclass(slots=True)
class Piece:
    """What may stand first in a part, what last, and whether it may be nothing at all."""

    first: frozenset[int]
    last: frozenset[int]
    empty: bool


@dataclass(slots=True)
class Positions:
    """The names of a protocol, counts written out, and what may follow each."""

    names: list[str] = field(default_factory=list)
    follow: list[set[int]] = field(default_factory=list)

    def place(self, name: str) -> int:
        """Return a new position."""
        if len(self.names) >= LARGEST:
            raise ProtocolError("large", f"this protocol has more than {LARGEST} steps", 0, 1,
                                "say `*` instead of large counts")
        self.names.append(name)
        self.follow.append(set())
        return len(self.names) - 1

    def link(self, before: Iterable[int], after: frozenset[int]) -> None:
        """Let some positions follow others."""
        for position in before:
            self.follow[position] |= after

    def of(self, tree: Tree) -> Piece:
        """Return the piece of a tree."""
        if isinstance(tree, Name):
            here = frozenset({self.place(tree.text)})
            return Piece(here, here, False)
        if isinstance(tree, Repeat):
            return self.repeated(tree)
        if isinstance(tree, InSequence):
            return self.joined([self.of(part) for part in tree.parts])
        pieces = [self.of(part) for part in tree.parts]
        return Piece(
            frozenset().union(*(p.first for p in pieces)),
            frozenset().union(*(p.last for p in pieces)),
            any(p.empty for p in pieces),
        )

    def repeated(self, tree: Repeat) -> Piece:
        """Return a part several times: those that must be, then those that may be."""
        if tree.most is None:
            pieces = [self.of(tree.part) for _ in range(max(tree.least, 1))]
            self.link(pieces[-1].last, pieces[-1].first)
            optional = 1 if tree.least == 0 else 0
        else:
            pieces = [self.of(tree.part) for _ in range(tree.most)]
            optional = tree.most - tree.least
        for piece in pieces[len(pieces) - optional :]:
            piece.empty = True
        return self.joined(pieces)

    def joined(self, pieces: Sequence[Piece]) -> Piece:
        """Return pieces one behind another."""
        whole = Piece(frozenset(), frozenset(), True)
        for piece in pieces:
            self.link(whole.last, piece.first)
            first = whole.first | piece.first if whole.empty else whole.first
            last = whole.last | piece.last if piece.empty else piece.last
            whole = Piece(first, last, whole.empty and piece.empty)
        return whole


def mistakes(tree: Tree, names: Sequence[str]) -> Iterator[ProtocolError]:
    """Yield what is wrong between a protocol and the names of its port's messages."""
    from gen.near import did_you_mean  # and difflib, which only a mistake needs

    used = list(names_in(tree))
    known = {name.text for name in used}
    told: set[str] = set()
    for name in used:
        if name.text not in names and name.text not in told:
            told.add(name.text)
            rest = [n for n in names if n not in known]
            help = did_you_mean(name.text, rest) or did_you_mean(name.text, names)
            yield ProtocolError("unknown", f"the port has no message `{name.text}`",
                                name.start, name.end, help)
    if told:
        return
    for one in names:
        if one not in known:
            yield ProtocolError(
                "unused", f"the protocol never lets `{one}` through",
                used[0].start, used[-1].end, f"say when `{one}` may come, or retire it",
            )  # fmt: skip


def automaton(tree: Tree, names: Sequence[str]) -> Automaton:
    """Return the smallest automaton of a protocol; raise its first mistake.

    States are numbered as they are met from the start, by the order of `names`.
    """
    for mistake in mistakes(tree, names):
        raise mistake
    positions = Positions()
    whole = positions.of(tree)
    rows, finals = determined(positions, whole, names)
    return numbered(*minimal(rows, finals), names)


Rows = list[dict[str, int]]


def determined(
    positions: Positions, whole: Piece, names: Sequence[str]
) -> tuple[Rows, list[bool]]:
    """Return the deterministic automaton, a row of steps a state, and which may be the end."""
    sets = [whole.first]
    ends = [whole.empty]
    index = {(whole.first, whole.empty): 0}
    rows: Rows = []
    while len(rows) < len(sets):
        row: dict[str, int] = {}
        for name in names:
            taken = [p for p in sets[len(rows)] if positions.names[p] == name]
            if taken:
                after = frozenset().union(*(positions.follow[p] for p in taken))
                key = (after, any(p in whole.last for p in taken))
                if key not in index:
                    index[key] = len(sets)
                    sets.append(after)
                    ends.append(key[1])
                row[name] = index[key]
        rows.append(row)
        if len(sets) > 4 * MOST_STATES:
            raise ProtocolError("large", "this protocol has too many states", 0, 1,
                                "say `*` instead of large counts")
    return rows, ends


def minimal(rows: Rows, finals: list[bool]) -> tuple[Rows, list[bool]]:
    """Return the automaton with states that nobody can tell apart made one."""
    group = [int(final) for final in finals]
    while True:
        keys: dict[tuple[object, ...], int] = {}
        after = [
            keys.setdefault(
                (group[s], *((name, group[to]) for name, to in sorted(row.items()))), len(keys)
            )
            for s, row in enumerate(rows)
        ]
        if len(set(after)) == len(set(group)):
            break
        group = after
    chosen = [group.index(number) for number in sorted(set(group))]
    order = {number: place for place, number in enumerate(sorted(set(group)))}
    merged = [{name: order[group[to]] for name, to in rows[s].items()} for s in chosen]
    first = order[group[0]]
    return swapped(merged, [finals[s] for s in chosen], first)


def swapped(rows: Rows, finals: list[bool], first: int) -> tuple[Rows, list[bool]]:
    """Return the automaton with the state `first` in the first place."""
    place = {0: first, first: 0}
    moved = [{n: place.get(to, to) for n, to in row.items()} for row in rows]
    moved[0], moved[first] = moved[first], moved[0]
    finals[0], finals[first] = finals[first], finals[0]
    return moved, finals


def numbered(rows: Rows, finals: list[bool], names: Sequence[str]) -> Automaton:
    """Return the node: states in the order in which they are met."""
    order = [0]
    for state in order:  # which grows
        for name in names:
            to = rows[state].get(name)
            if to is not None and to not in order:
                order.append(to)
    if len(order) > MOST_STATES:
        raise ProtocolError("large", f"this protocol has {len(order)} states", 0, 1,
                            f"{MOST_STATES} are the most; say `*` instead of large counts")
    number = {state: place for place, state in enumerate(order)}
    steps = tuple(
        Step(number[state], name, number[rows[state][name]])
        for state in order
        for name in names
        if name in rows[state]
    )
    ends = tuple(number[state] for state in order if finals[state])
    return Automaton(len(order), steps, ends)
