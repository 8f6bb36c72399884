# SPDX-License-Identifier: BSD-3-Clause
"""A message: its layout behind the header, its form on a wire, who sends it, its life."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gen.model.message_nodes import Message, Messaging, Transition
from gen.model.nodes import Field, Kernel, Type
from gen.show import layout
from gen.show.find import Thing
from gen.show.paint import headed, table, told

#: What comes back, by a message's mode.
MODES = {"sync": "Sync: the sender waits for", "async": "Async: later, on the sender's port,",
         "oneway": "OneWay: nothing comes back"}

#: Bytes of a wire message's own header: number, size.
WIRE = 8

#: The options of a message, and what each means.
OPTIONS = (
    ("blocks", "its handler may sleep"),
    ("abortable", "the sender may ask for an early reply"),
    ("droppable", "the receiver may throw it away"),
    ("urgent", "it goes before others"),
    ("remote", "it may travel to another machine"),
)


def drawn(thing: Thing, kernels: Mapping[str, Kernel]) -> Iterator[str]:
    """Yield everything that is known of a message."""
    message: Message = thing.node
    messaging = next(iter(kernels.values())).messaging
    yield headed(f"{thing.names[0]}: message {message.number:#x}", message.loc.at)
    yield from told(message.doc)
    yield from ["", *table(list(facts(message, messaging)))]
    yield from ["", "In memory", "", *layouts(thing, kernels)]
    if message.remote:
        yield from ["", "On a wire", "", *wires(thing)]
    if messaging.transitions:
        yield from ["", "Its life", *states(messaging.transitions)]


def facts(message: Message, messaging: Messaging) -> Iterator[list[str]]:
    """Yield what is declared beside the fields."""
    result = "" if message.mode == "oneway" else f" {result_of(message)}"
    yield ["what comes back", f"{MODES.get(message.mode, message.mode)}{result}"]
    yield ["errors", ", ".join(error.name for error in message.errors) or "none"]
    takers = [port for port in messaging.ports if message.c_name in port.messages]
    yield ["accepted by", ", ".join(port.name for port in takers) or "no port"]
    for port in takers:
        yield ["handler", message.handler or f"{port.c_name}_on_{message.c_name}"]
    yield ["sent by", ", ".join(senders(message, messaging)) or "nobody says so"]
    yield ["it lies in", {"embedded": "something of the sender's", "cache": "memory of a cache",
                          "stack": "its sender's stack"}.get(message.memory, message.memory)]
    for name, meaning in OPTIONS:
        if getattr(message, name):
            yield [name, meaning]


def result_of(message: Message) -> str:
    """Return what a reply says."""
    value = message.result_enumeration or message.result.name
    return "an error or 0" if message.result.kind == "void" else f"an error, or {value}"


def senders(message: Message, messaging: Messaging) -> list[str]:
    """Return who is declared to send a message, by the declarers' names."""
    names = {port.c_name: port.name for port in messaging.ports}
    found = [send.sender for send in messaging.sends if send.message == message.c_name]
    return sorted({names.get(name, name) for name in found})


def layouts(thing: Thing, kernels: Mapping[str, Kernel]) -> list[str]:
    """Return a message's layout on each target, its header drawn as one part."""
    drawings = []
    for arch, message in thing.nodes.items():
        messaging = kernels[arch].messaging
        header = next((s for s in kernels[arch].structs if s.c_name == messaging.header), None)
        fields: Sequence[Field] = message.fields
        if header is not None:
            kind = Type("struct", header.name, f"struct {header.c_name}", header.size,
                        header.align)
            fields = (Field(layout.HEADER, kind, 0, header.loc), *fields)
        drawings.append(layout.of_fields(arch, fields, message.size, message.align))
    return layout.drawn(drawings)


def wires(thing: Thing) -> list[str]:
    """Return the layout of a message's request on a wire."""
    word = Type("scalar", "u32", "uint32_t", 4, 4)
    drawings = []
    for arch, message in thing.nodes.items():
        own = (Field("number", word, 0, message.loc), Field("size", word, 4, message.loc))
        fields = (*own, *message.wire)
        align = max(field.type.align for field in fields)
        drawings.append(layout.of_fields(arch, fields, message.wire_size, align))
    return layout.drawn(drawings)


def states(transitions: Sequence[Transition]) -> list[str]:
    """Return the steps of a message's life, a row each."""
    rows = [[" or ".join(t.before) or "(new)", f"── {t.name} ──▶", t.after or "(as it was)"]
            for t in transitions]
    return table(rows)
