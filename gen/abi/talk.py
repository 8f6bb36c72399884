# SPDX-License-Identifier: BSD-3-Clause
"""What peers may say to a port, in which order, and whether another protocol lets them still.

A peer on another machine says messages that are `remote`; what goes on at home between them it
does not see.  So of a protocol the lock has what is left when the other messages are taken out:
an automaton over the numbers that travel, one line a state.  A port without a protocol, or with
one that keeps peers from nothing, has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gen.abi.element import Element
from gen.abi.view import Group
from gen.model.message_nodes import Automaton, Message, Port
from gen.protocol.automaton import Rows, minimal, numbered
from gen.protocol.endless import endless

#: A state's steps: the number of a message, and the state behind it.
Talk = dict[str, dict[str, str]]

#: Where everybody begins.
START = "0"


def of_port(port: Port, known: Mapping[str, Message]) -> Iterator[Element]:
    """Yield a line for each state of what peers may say."""
    if port.automaton is None:
        return
    messages = [known[name] for name in port.messages if known[name].remote]
    numbers = {m.name: [f"{v.number:#06x}" for v in versions(m, known)] for m in messages}
    seen = from_afar(endless(port.automaton), numbers)
    rows: dict[int, list[str]] = {state: [] for state in range(seen.states)}
    for step in seen.steps:
        rows[step.state].append(f"{step.message}>{step.to}")
    if seen.states == 1 and len(rows[0]) == sum(map(len, numbers.values())):
        return
    for state, steps in rows.items():
        path = ("port", f"{port.number:#04x}", str(state))
        yield Element(path, {"then": ",".join(steps) or "nothing"}, port.loc, port.subsystem)


def versions(message: Message, known: Mapping[str, Message]) -> Iterator[Message]:
    """Yield a message and those that it was: peers may say any of them."""
    met: list[Message] = []
    one: Message | None = message
    while one is not None and one not in met:
        met.append(one)
        yield one
        one = known.get(one.older)


def from_afar(whole: Automaton, numbers: Mapping[str, Sequence[str]]) -> Automaton:
    """Return the smallest automaton of what is heard of another one by those who do not hear
    all; `numbers` are what they hear, and how they call it.  Everybody may stop at any time."""
    edges: dict[int, list[tuple[str, int]]] = {}
    for step in whole.steps:
        edges.setdefault(step.state, []).append((step.message, step.to))

    def quiet(states: frozenset[int]) -> frozenset[int]:
        """Add the states that are reached with nothing heard."""
        found = list(states)
        for state in found:  # which grows
            found += [to for name, to in edges.get(state, ())
                      if name not in numbers and to not in found]
        return frozenset(found)

    sets = [quiet(frozenset({0}))]
    rows: Rows = []
    for states in sets:  # which grows
        row: dict[str, int] = {}
        for name, ways in numbers.items():
            after = frozenset(to for s in states for n, to in edges.get(s, ()) if n == name)
            if after:
                after = quiet(after)
                if after not in sets:
                    sets.append(after)
                row.update(dict.fromkeys(ways, sets.index(after)))
        rows.append(row)
    letters = sorted({number for ways in numbers.values() for number in ways})
    return numbered(*minimal(rows, [True] * len(rows)), letters)


def talk(port: Group) -> Talk | None:
    """Return what a lock, or a summary, says of a port; None when peers may say anything."""
    if not port.parts:
        return None
    return {
        state: dict(step.split(">") for step in part.get("then").split(",") if ">" in step)
        for state, part in port.parts.items()
    }


def refused(old: Talk | None, new: Talk | None, letters: Sequence[str]) -> list[str]:
    """Return the shortest that the old lets through and the new does not; nothing without one.

    Both are deterministic, and all that one lets through begins with what it lets through: so
    the first message that only the old takes ends it.
    """
    anything = {START: dict.fromkeys(letters, START)}
    was, now = old or anything, new or anything
    waiting: list[tuple[str, str, list[str]]] = [(START, START, [])]
    met = {(START, START)}
    for a, b, said in waiting:  # which grows
        for letter in letters:
            if letter not in was.get(a, {}):
                continue
            if letter not in now.get(b, {}):
                return [*said, letter]
            after = was[a][letter], now[b][letter]
            if after not in met:
                met.add(after)
                waiting.append((*after, [*said, letter]))
    return []
