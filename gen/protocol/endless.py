# SPDX-License-Identifier: BSD-3-Clause
"""Conversations without end: where one may end, another may begin."""

from __future__ import annotations

from gen.model.message_nodes import Automaton
from gen.protocol.automaton import Rows, minimal, numbered

#: Among states: one conversation may be over, and none begun.  The start alone does not say so,
#: for a conversation may come back to it.
BETWEEN = -1


def endless(one: Automaton) -> Automaton:
    """Return the smallest automaton of any number of conversations, one behind another.

    A message that may go on in one conversation and begin another leaves both open.
    """
    edges = {(s.state, s.message): s.to for s in one.steps}
    names = list(dict.fromkeys(s.message for s in one.steps))
    sets = [frozenset({0, BETWEEN})]
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
    finals = [BETWEEN in states for states in sets]
    return numbered(*minimal(rows, finals), names)


def closed(one: Automaton, states: frozenset[int]) -> frozenset[int]:
    """Return some states, with the start where one of them may be the end."""
    return states if states.isdisjoint(one.finals) else states | {0, BETWEEN}
