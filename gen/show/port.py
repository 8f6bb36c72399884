# SPDX-License-Identifier: BSD-3-Clause
"""A port: who receives, what is accepted and in which order, who sends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.model.message_nodes import Message, Messaging, Port
from gen.model.nodes import Kernel
from gen.protocol import diagram
from gen.show.find import Thing
from gen.show.paint import headed, table, told


def drawn(thing: Thing, kernels: Mapping[str, Kernel]) -> Iterator[str]:
    """Yield everything that is known of a port."""
    port: Port = thing.node
    messaging = next(iter(kernels.values())).messaging
    yield headed(f"{port.name}: port {port.number:#04x}", port.loc.at)
    yield from told(port.doc)
    yield from ["", *table(list(facts(port)))]
    yield from ["", "What it accepts", *table(list(accepted(port, messaging)))]
    if port.protocol:
        yield from ["", "In which order", f"    {port.protocol}", ""]
        if port.automaton:
            yield from (f"    {line}" for line in diagram(port.automaton).splitlines())
    yield from ["", "Who sends to it", *edges(messaging, port.c_name, to=True)]
    yield from ["", "To whom it sends", *edges(messaging, port.c_name, to=False)]


def facts(port: Port) -> Iterator[list[str]]:
    """Yield what is declared in a port's head."""
    yield ["kind", port.kind or "not said"]
    yield ["owner", f"thread {port.owner}" if port.owner else "nobody: no thread receives"]
    yield ["queue", f"at most {port.bound} wait" if port.bound else "no bound is declared"]
    if port.takes:
        yield ["its handlers take", ", ".join(port.takes)]


def accepted(port: Port, messaging: Messaging) -> Iterator[list[str]]:
    """Yield a row for each message: number, name, what comes back, its handler."""
    known = {message.c_name: message for message in messaging.messages}
    rows = [known[name] for name in port.messages if name in known]
    if not rows:
        yield ["nothing"]
        return
    yield ["number", "message", "mode", "options", "handler"]
    for message in rows:
        handler = message.handler or f"{port.c_name}_on_{message.c_name}"
        yield [f"{message.number:#x}", message.name, message.mode, options(message), handler]


def options(message: Message) -> str:
    """Return the options that a message has."""
    names = ("blocks", "abortable", "droppable", "urgent", "remote")
    return " ".join(name for name in names if getattr(message, name)) or "-"


def edges(messaging: Messaging, name: str, *, to: bool) -> list[str]:
    """Return the declared sends to a port, or from it."""
    names = {port.c_name: port.name for port in messaging.ports}
    spoken = {message.c_name: message.name for message in messaging.messages}
    rows = []
    for send in messaging.sends:
        if name == (send.port if to else send.sender):
            other = send.sender if to else send.port
            rows.append([names.get(other, other), f"{spoken.get(send.message, send.message)}",
                         send.mode, send.loc.at])
    return table(sorted(rows)) or ["    nobody says so" if to else "    to nobody"]
