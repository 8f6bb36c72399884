# SPDX-License-Identifier: BSD-3-Clause
"""A protocol as it is drawn: in a terminal, and by Graphviz."""

from __future__ import annotations

from gen.model.message_nodes import Automaton


def diagram(automaton: Automaton) -> str:
    """Return an automaton for a terminal: a row a step; double brackets may be the end.

    Sample::

        --> (0) -- open --> 1
            (1) -- write --> 1
                -- close --> 2
           ((2))
    """
    width = len(str(automaton.states - 1))
    lines: list[str] = []
    for state in range(automaton.states):
        final = state in automaton.finals
        circle = f"(({state:{width}}))" if final else f" ({state:{width}}) "
        begin = f"{'-->' if state == 0 else '   '}{circle}"
        steps = [f"-- {s.message} --> {s.to}" for s in automaton.steps if s.state == state]
        for place, step in enumerate(steps or [""]):
            lines.append(f"{begin if place == 0 else ' ' * len(begin)} {step}".rstrip())
    return "\n".join(lines)


def dot(automaton: Automaton, name: str = "protocol") -> str:
    """Return an automaton in Graphviz's language."""
    lines = [f"digraph {name} {{", "\trankdir=LR;", "\tnode [shape=circle];",
             "\tbegin [shape=point];", "\tbegin -> 0;"]
    lines += [f"\t{state} [shape=doublecircle];" for state in automaton.finals]
    lines += [f'\t{s.state} -> {s.to} [label="{s.message}"];' for s in automaton.steps]
    return "\n".join([*lines, "}"])
