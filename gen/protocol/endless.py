# SPDX-License-Identifier: BSD-3-Clause
"""Conversations without end: where one may end, another may begin."""

from __future__ import annotations

from gen.model.message_nodes import Automaton
from gen.protocol.automaton import Rows, minimal, numbered


def endless(one: Automaton) -> Automaton:
    """Return the smallest automaton of any number of conversations, one behind another.

    A message that may go on in one conversation and begin another leaves both open.
    """
    edges = {(s.state, s.message): s.to for s in one.steps}
    names = list(dict.fromkeys(s.message for s in one.steps))
    sets = [closed(one, frozenset({0}))]
    rows: Rows = []
    for states in sets:  # which grows
        row: dict[str, int] = {}
        for name in names:
            found = frozenset(edges[s, name] for s in states if (s, name) in edges)
            if found:
                after = closed(one, found)
                if after not in sets:
                    sets.append(after)
                row[name] = sets.index(after)
        rows.append(row)
    finals = [n == 0 or not states.isdisjoint(one.finals) for n, states in enumerate(sets)]
    return numbered(*minimal(rows, finals), names)


def closed(one: Automaton, states: frozenset[int]) -> frozenset[int]:
    """Return some states, with the start where one of them may be the end."""
    return states if states.isdisjoint(one.finals) else states | {0}
