# SPDX-License-Identifier: BSD-3-Clause
"""The pictures in Graphviz's language: a box for each, circles in red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from gen.graph.picture import Edge, Node, Picture, reach

HEAD = """\
digraph darner {
graph [rankdir=LR, fontname="Helvetica", fontsize=14, fontcolor="#3c4854",
       nodesep=0.22, ranksep=0.6, pad=0.3, bgcolor="white", splines=spline];
node [fontname="Helvetica", fontsize=12, shape=box, style="rounded,filled",
      color="#5b6b7b", fillcolor="#f4f6f8", penwidth=1.1];
edge [fontname="Helvetica", fontsize=10, color="#5b6b7b", fontcolor="#3c4854",
      arrowsize=0.7];"""

#: How each kind of node looks.
NODES = {
    "thread": 'shape=ellipse, style=filled, fillcolor="#dff0d8", color="#5a8f4a"',
    "port": 'fillcolor="#e3eefb", color="#4a78b0"',
    "token": 'shape=hexagon, style=filled, fillcolor="#fdf1cf", color="#b08d2e"',
    "spinlock": 'shape=octagon, style=filled, fillcolor="#fbe0d3", color="#b5623a"',
    "serializer": 'shape=box, style=filled, fillcolor="#efe3f7", color="#7d5aa0"',
    "step": 'fillcolor="#f4f6f8"',
    "subsystem": 'shape=box, style="rounded,filled", fillcolor="#eef3ee", color="#6a8a6a"',
}

#: How each kind of edge looks.
EDGES = {
    "sync": "penwidth=2",
    "async": "style=dashed",
    "oneway": "style=dotted, penwidth=1.5",
    "owner": 'color="#9aa7b4", arrowhead=vee, style=solid',
    "order": "",
    "after": "",
    "import": 'color="#9ab09a"',
}

#: An edge that other edges say, too: who uses a user of something.
PALE = 'color="#d5ddd5", arrowsize=0.5'

LEGEND = """\
label=<<font point-size="11">thick: the sender waits &#160; dashed: the reply comes later \
&#160; dotted: nothing comes back &#160; <font color="#c0202a">red: a circle</font></font>>;
labelloc=b; labeljust=l;"""

RED = 'color="#c0202a", fontcolor="#c0202a", penwidth=2.2'


def source(pictures: Sequence[Picture]) -> str:
    """Return all pictures as one graph."""
    lines = [HEAD]
    for picture in reversed(pictures):  # the last one is drawn on top
        if picture.nodes:
            lines += cluster(picture)
    lines.append(LEGEND)
    return "\n".join([*lines, "}", ""])


def cluster(picture: Picture) -> Iterator[str]:
    """Yield one picture, in a frame with its title."""
    yield f'subgraph "cluster_{picture.name}" {{'
    yield f'\tlabel=<<b>{escape(picture.title)}</b>>; labeljust=l; margin=16;'
    yield '\tcolor="#d5dbe1"; style=rounded;'
    inside = {name for edge in picture.edges for name in (edge.tail, edge.head)}
    for node in picture.nodes:
        if node.name in inside or node.rows or picture.name == "start":
            yield f"\t{called(picture, node.name)} [{label(node)}, {NODES[node.kind]}];"
    alone = [n.name for n in picture.nodes if n.name not in inside and not n.rows]
    if alone and picture.name != "start":
        yield f"\t{called(picture, 'alone')} [{by_themselves(alone)}];"
    for edge in picture.edges:
        yield f"\t{joined(picture, edge)}"
    if picture.name == "start":
        yield from chain(picture)
    yield "}"


def called(picture: Picture, name: str) -> str:
    """Return a node's name, which another picture may have, too."""
    return f'"{picture.name}.{name}"'


def label(node: Node) -> str:
    """Return what stands in a node: its name, a note, its rows."""
    note = f'<br/><font point-size="10" color="#5b6b7b">{escape(node.note)}</font>'
    head = f"<b>{escape(node.name)}</b>{note if node.note else ''}"
    if not node.rows:
        return f"label=<{head}>"
    rows = "".join(
        "<tr>" + "".join(f'<td align="left"><font point-size="10">{escape(cell)}</font></td>'
                         for cell in row) + "</tr>"
        for row in node.rows
    )
    table = f'<table border="0" cellborder="0" cellspacing="1"><tr><td colspan="3">{head}</td>'
    return f"label=<{table}</tr><hr/>{rows}</table>>"


def by_themselves(names: Sequence[str]) -> str:
    """Return the looks of a note that lists what has no edges."""
    text = folded(", ".join(names), 24).replace("\\n", "<br/>")
    return (f'shape=plain, style="", label=<<font point-size="10" color="#5b6b7b">'
            f"<i>by themselves:</i><br/>{text}</font>>")


def joined(picture: Picture, edge: Edge) -> str:
    """Return an edge."""
    text = "" if picture.name in ("imports", "start") else edge.text
    if picture.name == "order":
        text = f"{edge.text.replace('`', '')}"
    looks = ", ".join(filter(None, [
        f'label="{folded(text)}"' if text else "", EDGES[edge.kind],
        PALE if picture.name == "imports" and is_implied(picture, edge) else "",
        RED if edge.circle else "",
    ]))
    ends = f"{called(picture, edge.tail)} -> {called(picture, edge.head)}"
    return f"{ends}{f' [{looks}]' if looks else ''};"


def is_implied(picture: Picture, edge: Edge) -> bool:
    """Say whether an edge's head is reached by another way from its tail, too."""
    after: dict[str, set[str]] = {}
    for other in picture.edges:
        after.setdefault(other.tail, set()).add(other.head)
    return any(edge.head in reach(first, after)
               for first in after[edge.tail] - {edge.head, edge.tail})


def folded(text: str, room: int = 28) -> str:
    """Return a label, folded at spaces."""
    lines = [""]
    for word in text.replace('"', "'").split():
        if lines[-1] and len(lines[-1]) + len(word) >= room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\\n".join(lines)


def chain(picture: Picture) -> Iterator[str]:
    """Yield edges that nobody sees, which keep start steps in their order."""
    said = {(edge.tail, edge.head) for edge in picture.edges}
    names = [node.name for node in picture.nodes]
    for one, other in pairwise(names):
        if (one, other) not in said:
            yield (f"\t{called(picture, one)} -> {called(picture, other)} "
                   '[style=dotted, color="#c5ccd3", arrowhead=none];')
