# SPDX-License-Identifier: BSD-3-Clause
"""Nodes and edges of the pictures, from what is declared; and the circles among them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from dsl.record import dataclass, field, replace
from dsl.start import InitStep
from gen.check.order import edges as order_edges
from gen.load import Declared
from gen.model.nodes import Kernel
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class Node:
    """Something that is drawn; `rows` stand below its title."""

    name: str
    kind: str
    note: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to another; `kind` says how it is drawn, `circle` that it leads back."""

    tail: str
    head: str
    kind: str
    text: str = ""
    at: Loc | None = None
    circle: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, by its title; nodes in a stable order."""

    name: str
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = field(default=())

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each node."""
        return {node.name: node.kind for node in self.nodes}


def pictures(declared: Declared, kernel: Kernel, ports: Iterable[str] = ()) -> list[Picture]:
    """Return all pictures, or those that some ports are in."""
    chosen = {port.name for port in kernel.messaging.ports
              if {port.name, port.c_name} & set(ports)}
    found = [messages(kernel), order(declared, kernel)]
    if not chosen:
        return [*found, starts(declared, kernel), imports(declared)]
    owners = {port.owner for port in kernel.messaging.ports if port.name in chosen} - {""}
    return [near(found[0], chosen), near(found[1], chosen | owners)]


def near(picture: Picture, names: set[str]) -> Picture:
    """Return the part of a picture that some nodes are in: they, and what they touch."""
    edges = tuple(e for e in picture.edges if {e.tail, e.head} & names)
    kept = names | {name for e in edges for name in (e.tail, e.head)}
    more = tuple(e for e in picture.edges if e.kind == "owner" and e.tail in kept)
    kept |= {e.head for e in more}
    nodes = tuple(node for node in picture.nodes if node.name in kept)
    return replace(picture, nodes=nodes, edges=tuple(dict.fromkeys([*edges, *more])))


def messages(kernel: Kernel) -> Picture:
    """Return who sends to whom: threads and ports."""
    messaging = kernel.messaging
    titles = {port.c_name: port.name for port in messaging.ports}
    known = {message.c_name: message for message in messaging.messages}
    nodes = [Node(t.name, "thread", f"priority {t.priority}") for t in kernel.threads]
    edges: list[Edge] = []
    for port in messaging.ports:
        rows = tuple((f"{known[n].number:#x}", known[n].name, known[n].mode)
                     for n in port.messages if n in known)
        note = f"{port.kind}, at most {port.bound}" if port.bound else port.kind
        nodes.append(Node(port.name, "port", note, rows))
        if port.owner:
            edges.append(Edge(port.name, port.owner, "owner", "received by", port.loc))
    sends: dict[tuple[str, str, str], list[str]] = {}
    for send in messaging.sends:
        key = (titles.get(send.sender, send.sender), titles.get(send.port, send.port), send.mode)
        sends.setdefault(key, []).append(known[send.message].name)
    for (tail, head, mode), names in sends.items():
        edges.append(Edge(tail, head, mode, ", ".join(dict.fromkeys(names))))
    waits = [e for e in edges if e.kind in ("sync", "owner")]
    return Picture("messages", "Who sends to whom", tuple(nodes), tuple(circled(edges, waits)))


def order(declared: Declared, kernel: Kernel) -> Picture:
    """Return the order of locks, ports and threads: what comes before what."""
    kinds = {lock.name: lock.kind for lock in kernel.messaging.locks}
    kinds |= {thread.name: "thread" for thread in kernel.threads}
    edges = [Edge(e.before, e.after, "order", e.why, e.at) for e in order_edges(declared)]
    edges = list(dict.fromkeys(edges))
    locks = (lock.name for lock in kernel.messaging.locks)
    names = dict.fromkeys([*locks, *(name for e in edges for name in (e.tail, e.head))])
    notes = {lock.name: f"one for each {lock.per}" if lock.per else ""
             for lock in kernel.messaging.locks}
    nodes = tuple(Node(name, kinds.get(name, "port"), notes.get(name, "")) for name in names)
    return Picture("order", "In which order locks are taken and ports waited for", nodes,
                   tuple(circled(edges, edges)))


def starts(declared: Declared, kernel: Kernel) -> Picture:
    """Return the start steps, in the order in which they run."""
    title = {}
    for item in declared.items(InitStep):
        title[id(item.value)] = f"{item.module.subsystem}.{item.name}"
    nodes = tuple(Node(f"{step.subsystem}.{step.name}", "step", step.calls)
                  for step in kernel.init_steps)
    edges = tuple(
        Edge(title[id(before)], title[id(item.value)], "after", "", item.loc)
        for item in declared.items(InitStep) for before in item.value.after
        if id(before) in title
    )
    return Picture("start", "What starts when", nodes, edges)


def imports(declared: Declared) -> Picture:
    """Return the subsystems, and which declarations use which."""
    names = {module.name: module.subsystem for module in declared.modules}
    nodes = tuple(Node(name, "subsystem") for name in sorted(names.values()))
    edges = []
    for module in declared.modules:
        used: dict[str, list[str]] = {}
        for node in module.source.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module in names:
                used.setdefault(names[node.module], []).extend(a.name for a in node.names)
        edges += [Edge(module.subsystem, other, "import", ", ".join(words))
                  for other, words in sorted(used.items())]
    return Picture("imports", "Whose declarations use whose", nodes, tuple(circled(edges, edges)))


def circled(edges: Iterable[Edge], following: Iterable[Edge]) -> Iterator[Edge]:
    """Yield the edges; those of a circle, by way of the edges that are followed, say so."""
    after: dict[str, set[str]] = {}
    for edge in following:
        after.setdefault(edge.tail, set()).add(edge.head)
    followed = {(e.tail, e.head) for e in following}
    for edge in edges:
        leads_back = (edge.tail, edge.head) in followed and edge.tail in reach(edge.head, after)
        yield replace(edge, circle=True) if leads_back else edge


def reach(name: str, after: Mapping[str, set[str]]) -> set[str]:
    """Return a node and all that it leads to."""
    found, waiting = {name}, [name]
    while waiting:
        for other in after.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def layers(picture: Picture) -> list[list[str]]:
    """Return the nodes in layers: each behind all that come before it; a circle is one layer."""
    after: dict[str, set[str]] = {}
    for edge in picture.edges:
        after.setdefault(edge.tail, set()).add(edge.head)
    everything = {node.name: reach(node.name, after) for node in picture.nodes}
    depth: dict[str, int] = {}
    names = [node.name for node in picture.nodes]
    for _ in names:  # as often as the longest way can be
        for edge in picture.edges:
            if edge.tail not in everything[edge.head]:
                depth[edge.head] = max(depth.get(edge.head, 0), depth.get(edge.tail, 0) + 1)
            else:
                same = max(depth.get(edge.head, 0), depth.get(edge.tail, 0))
                depth[edge.head] = depth[edge.tail] = same
    found: dict[int, list[str]] = {}
    for name in names:
        found.setdefault(depth.get(name, 0), []).append(name)
    return [sorted(found[key]) for key in sorted(found)]
