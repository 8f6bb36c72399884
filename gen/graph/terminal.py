# SPDX-License-Identifier: BSD-3-Clause
"""The pictures with letters: who sends in columns, what comes first in layers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from gen.graph.picture import Edge, Picture, layers
from gen.show.paint import table, width

#: How an arrow is drawn, by what it says.
ARROWS = {"sync": "═", "async": "─", "oneway": "┄"}

#: What begins a line about a circle, which is drawn red.
CIRCLE = "!!"


def drawn(pictures: Sequence[Picture]) -> Iterator[str]:
    """Yield all pictures, each below its title."""
    ways = {"messages": messages, "order": order, "start": start, "imports": imports}
    for number, picture in enumerate(pictures):
        yield from [""][: number and 1]
        yield picture.title
        yield from ways[picture.name](picture)


def messages(picture: Picture) -> Iterator[str]:
    """Yield a row for each send: sender, arrow, port; and who receives from the port."""
    ports = [node for node in picture.nodes if node.kind == "port"]
    owner = {e.tail: e.head for e in picture.edges if e.kind == "owner"}
    sends = [e for e in picture.edges if e.kind in ARROWS]
    left = max((len(e.tail) for e in sends), default=0)
    middle = max((len(e.text) for e in sends), default=0)
    right = max((len(port.name) for port in ports), default=0)
    for port in ports:
        to = f" ──▶ {owner[port.name]}" if port.name in owner else ""
        rows = [e for e in sends if e.head == port.name]
        note = f"   ({port.note})" if port.note else ""
        if not rows:
            yield f"    {'':{left + middle + 9}}{port.name:{right}}{to}{note}"
        for number, edge in enumerate(rows):
            sign = ARROWS[edge.kind]
            arrow = f"{sign * 2} {edge.text} {sign * (middle - len(edge.text) + 2)}▶"
            name, tail = (port.name, f"{to}{note}") if number == 0 else ("", "")
            circle = f"  {CIRCLE} it leads back" if edge.circle else ""
            yield f"    {edge.tail:{left}} {arrow} {name:{right}}{tail}{circle}".rstrip()
    if not ports:
        yield "    nothing is declared to be sent"
    elif sends:
        yield "    ══ the sender waits   ── the reply comes later   ┄┄ nothing comes back"
    threads = [[node.name, node.note, ", ".join(p for p, o in owner.items() if o == node.name)]
               for node in picture.nodes if node.kind == "thread"]
    if threads:
        yield from ["", "Threads", *table(threads)]


def order(picture: Picture) -> Iterator[str]:
    """Yield the layers of the order, and below each node what comes before it."""
    if not picture.nodes:
        yield "    no locks are declared, and nobody waits"
        return
    kinds = picture.kinds
    for number, layer in enumerate(layers(picture)):
        for name in layer:
            indent = "    " * (number + 1)
            yield f"{indent}{'└─ ' if number else ''}{name} ({kinds[name]})"
            for edge in picture.edges:
                if edge.head == name and not edge.circle:
                    yield from textwrap.wrap(
                        why(edge), width(), initial_indent=f"{indent}{'   ' if number else ''}    ",
                        subsequent_indent=f"{indent}{'   ' if number else ''}      ",
                        break_on_hyphens=False,
                    )
    circles = [edge for edge in picture.edges if edge.circle]
    if circles:
        yield f"    {CIRCLE} a circle: whoever is in it may wait for ever"
        for edge in circles:
            text = f"{edge.tail} before {edge.head}: {why(edge)}"
            yield from textwrap.wrap(text, width(), initial_indent=f"    {CIRCLE}   ",
                                     subsequent_indent=f"    {CIRCLE}     ",
                                     break_on_hyphens=False)


def why(edge: Edge) -> str:
    """Return why an edge is there, and where that is said."""
    return f"{edge.text} ({edge.at.at})" if edge.at else edge.text


def start(picture: Picture) -> Iterator[str]:
    """Yield the start steps with their numbers, and after which of them each runs."""
    number = {node.name: str(n) for n, node in enumerate(picture.nodes, 1)}
    rows = []
    for node in picture.nodes:
        before = [number[e.tail] for e in picture.edges if e.head == node.name
                  and e.tail in number]
        after = f"after {', '.join(sorted(before, key=int))}" if before else ""
        rows.append([number[node.name].rjust(2), node.name, f"{node.note}()", after])
    yield from table(rows) or ["    nothing is declared to start"]


def imports(picture: Picture) -> Iterator[str]:
    """Yield the subsystems in layers: those that use nobody first."""
    rows = []
    turned = Picture(picture.name, picture.title, picture.nodes,
                     tuple(Edge(e.head, e.tail, e.kind) for e in picture.edges))
    for number, layer in enumerate(layers(turned)):
        for place, name in enumerate(layer):
            used = [e for e in picture.edges if e.tail == name]
            text = ", ".join(f"{e.head}{f' {CIRCLE}' if e.circle else ''}" for e in used)
            rows.append([str(number) if place == 0 else "", name, f"─▶ {text}" if text else ""])
    yield from table(rows)
