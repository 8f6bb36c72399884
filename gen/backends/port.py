# SPDX-License-Identifier: BSD-3-Clause
"""port.gen.c: the ports, and the switch that hands each message to its handler.

Direct calls alone: a message that a port does not accept ends the kernel, and is named.

Sample::

    m->number
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.lock_table import constant as lock_constant
from gen.backends.message import constant
from gen.backends.port_vector import constant as kind_constant
from gen.fold import listed, noted, quoted
from gen.model.message_nodes import Message, Port, PortKind
from gen.model.nodes import Kernel
from gen.protocol import endless

#: What every port begins with; its locks are ready before anything runs.
STRUCTURE = "lwkt_port"

#: The state after a message that the protocol does not let through.
WRONG = -1


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the ports and their header, when a kernel has kinds of them."""
    messaging = kernel.messaging
    if not messaging.kinds:
        return
    known = {m.c_name: m for m in messaging.messages}
    kinds = {k.name: k for k in messaging.kinds}
    ports = [described(p, known, kinds) for p in messaging.ports]
    for port in ports:
        gone = [g for g in messaging.retired if g.port == port["name"]]
        lines = [noted(f"\tcase {g.number:#x}:", f"{g.name}, {g.loc.at}", 32) for g in gone]
        port["retired"] = [*lines, "\t\treturn (ENOSYS);"] if lines else []
    inside = [lock for lock in messaging.locks
              if lock.name in {port.serializer for port in messaging.ports}]
    words = {
        "headers": sorted({f"{p.subsystem}_message.gen.h" for p in messaging.ports}),
        "guards": sorted({f"{lock.subsystem}_lock.gen.h" for lock in inside} | {
            "lock_table.gen.h"}),
        "locks": [f"\t\t.{lock.name} = {{ .row = {lock_constant(lock)} }},"
                  for lock in messaging.locks if lock.structure and lock.per == STRUCTURE],
        "base": f"{messaging.kinds[0].subsystem}/{messaging.kinds[0].subsystem}.h",
        "ports": ports,
        "handled": [p for p in ports if p["messages"]],
        "watched": [p for p in ports if p["next"]],
        "served": [p for p in ports if p["messages"] and p["waits"]],
        "answered": [p for p in ports if p["answers"]],
        "aborts": [abort(known[m]) for p in messaging.ports for m in p.messages
                   if known[m].abortable and known[m].port],
    }
    edit = "the declared ports"
    yield Artefact("port.gen.c", "c/port.c.j2", words, edit)
    yield Artefact("include/port.gen.h", "c/port.h.j2", words, edit)


def described(
    port: Port, known: dict[str, Message], kinds: dict[str, PortKind]
) -> dict[str, object]:
    """Return what a port's row and its switch are made of."""
    kind = kinds.get(port.kind)
    answers = bool(kind and kind.vectors[4] and not kind.vectors[0])
    return {
        "name": port.c_name,
        "text": quoted(port.c_name),
        "at": port.loc.at,
        "number": f"{port.number:#x}",
        "kind": kind_constant(kind) if kind else "0",
        "bound": port.bound,
        "inside": [f"\t\t.serializer = &{port.serializer},"] if port.serializer else [],
        "waits": bool(kind and kind.vectors[2]),
        "answers": answers and bool(kind and kind.vectors[4] == "port_reply_call"),
        "messages": [handled(port, known[name]) for name in port.messages],
        "cases": [line for place, name in enumerate(port.messages)
                  for line in case(port, known[name], place)],
        "width": len(port.messages),
        "next": list(monitor(port, [known[name].name for name in port.messages])),
    }


def monitor(port: Port, letters: list[str]) -> Iterator[str]:
    """Yield the rows of a protocol's table: by state, where each message leads.

    Where a conversation may end, another may begin.
    """
    if port.automaton is None:
        return
    talk = endless(port.automaton)
    edges = {(step.state, step.message): step.to for step in talk.steps}
    for state in range(talk.states):
        row = [edges.get((state, letter), WRONG) for letter in letters]
        yield "\n".join(listed("\t{ ", [str(to) for to in row], " },"))


def handled(port: Port, message: Message) -> dict[str, object]:
    """Return what the prototype of a message's handler is made of."""
    return {
        "handler": handler(port, message),
        "tag": f"{message.c_name}_msg",
        "line": message.loc.line,
        "file": message.loc.file,
        "at": message.loc.at,
    }


def handler(port: Port, message: Message) -> str:
    """Return the function that handles a message which comes by a port."""
    return message.handler or f"{port.c_name}_on_{message.c_name}"


def case(port: Port, message: Message, place: int) -> Iterator[str]:
    """Yield the lines of a port's switch for one message."""
    yield f"\tcase {constant(message)}:"
    if port.automaton:
        yield from watches(port, place)
    parts = [f"(struct {message.c_name}_msg *)m"]
    yield from listed(f"\t\treturn ({handler(port, message)}(", parts, "));")


def watches(port: Port, place: int) -> list[str]:
    """Return the lines that tell a port's monitor which message comes."""
    parts = [f"&{port.c_name}_port.port", "m"]
    parts.append(f"{port.c_name}_next[{port.c_name}_port.port.state][{place}]")
    return ["\t\tif (KERN_INVARIANTS)", *listed("\t\t\tport_monitor(", parts, ");")]


def abort(message: Message) -> dict[str, object]:
    """Return a case of the switch that asks a receiver for an early reply."""
    return {
        "constant": constant(message),
        "handler": f"{message.handler}_abort",
        "tag": f"{message.c_name}_msg",
        "line": message.loc.line,
        "file": message.loc.file,
    }
