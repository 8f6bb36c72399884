# SPDX-License-Identifier: BSD-3-Clause
"""The rule about order: locks are taken, and ports waited for, in one order, the declared one.

What is declared and what the C does are the edges of one graph; where they go in a circle, each
may wait for the next for ever.  What is tried waits for nobody: it must only not be against
what is declared, as the witness of kernels with assertions sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gen.analyse.order import Edge, Order, noun
from gen.analyse.program import Program
from gen.diag import Diag, Mark

#: Who waits for one of these that he has waits for ever.
ONCE = ("spinlock", "serializer")


class Graph:
    """Edges, and the ways over them; what receivers do is asked when a way comes to one."""

    def __init__(self, order: Order, edges: Iterable[Edge], *, receivers: bool) -> None:
        self._order, self._receivers = order, receivers
        self._edges: dict[str, list[Edge]] = {}
        for one in edges:
            self._edges.setdefault(one.before, []).append(one)

    def _after(self, node: str) -> list[Edge]:
        """Return the edges from a node."""
        known = self._edges.get(node, [])
        if self._receivers and node[:1] == "@":
            return [*known, *self._order.received(node)]
        return known

    def way(self, start: str, end: str) -> list[Edge] | None:
        """Return a shortest way from a node to another one; None where there is none."""
        ways: dict[str, list[Edge]] = {start: []}
        waiting = [start]
        for node in waiting:  # which grows
            if node == end:
                return ways[node]
            for edge in self._after(node):
                if edge.after not in ways:
                    ways[edge.after] = [*ways[node], edge]
                    waiting.append(edge.after)
        return None


def locks_are_taken_in_one_order(program: Program) -> Iterator[Diag]:
    """What the C takes and waits for, and what is declared, is one partial order."""
    order = Order(program)
    declared = list(order.declared())
    found = sorted(order.edges(), key=lambda edge: edge.at)
    said = Graph(order, declared, receivers=False)
    wrong: list[Edge] = []
    for edge in found:
        if edge.before == edge.after:
            if edge.kind in ONCE and order.is_one(edge.before) and not (edge.tries or edge.direct):
                what = f"{noun(edge.before)} is taken by who has it: it waits for itself"
                yield Diag("K0333", edge.at, what, edge.why, edge.marks,
                           help="take it once, or call what is done under it already")
        elif (way := said.way(edge.after, edge.before)) is not None:
            wrong.append(edge)
            yield against(edge, way)
    told: set[frozenset[str]] = set()
    left = [e for e in found if e.before != e.after and not e.tries and e not in wrong]
    whole = Graph(order, [*declared, *left], receivers=True)
    for edge in left:
        right = said.way(edge.before, edge.after) is not None
        way = None if right else whole.way(edge.after, edge.before)
        nodes = frozenset(one.before for one in (edge, *(way or ())))
        if way is not None and nodes not in told:
            told.add(nodes)
            yield circle(edge, way)


def against(edge: Edge, way: list[Edge]) -> Diag:
    """Return what is to be said of what is done against the declared order."""
    what = f"{noun(edge.after)} comes before {noun(edge.before)}, as it is declared"
    marks = (*edge.marks, *(Mark(one.at, one.why) for one in way))
    return Diag("K0333", edge.at, what, edge.why, marks,
                ("two threads, each with one of them, would wait for each other",),
                "take it first, or when the other is free again")


def circle(edge: Edge, way: list[Edge]) -> Diag:
    """Return what is to be said of a circle."""
    names = " -> ".join(noun(one.before) for one in (edge, *way))
    what = f"each waits for the next for ever: {names} -> {noun(edge.before)}"
    marks = (*edge.marks, *(Mark(one.at, one.why) for one in way))
    return Diag("K0333", edge.at, what, edge.why, marks,
                help="choose which comes first, declare it, and keep to it")
