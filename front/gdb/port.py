# SPDX-License-Identifier: BSD-3-Clause
"""Ports: what they are, whose, what waits there, and what their protocols let through next."""

from __future__ import annotations

from collections.abc import Iterator

from front.gdb.memory import Machine, Object
from front.gdb.table import Port
from front.gdb.thread import called
from front.gdb.wait import ports, queued
from front.message_decoder import Decoded


def lines(machine: Machine) -> Iterator[str]:
    """Yield a line for each declared port."""
    for port in ports(machine):
        yield (f"{port.text('name'):<16} {kind(port):<10} owner {called(port.at('owner')):<20} "
               f"{port.number('queued')} queued, {port.number('total')} in all")


def kind(port: Object) -> str:
    """Return the name of a port's kind."""
    number = port.number("kind")
    return port.machine.kernel.kinds.get(number, (f"kind {number}", ""))[0]


def declared(port: Object) -> Port | None:
    """Return what is declared of a port; nothing of one that somebody made."""
    for one in port.machine.kernel.ports:
        if port.machine.address_of(one.symbol) == port.address:
            return one
    return None


def one(port: Object) -> Iterator[str]:
    """Yield all there is to say of a port."""
    known, number = declared(port), port.number("kind")
    said = port.machine.kernel.kinds.get(number, ("", "no kind that is declared"))[1]
    bound = port.number("bound")
    yield f"port {port.text('name')}, {port.address:#x}: {kind(port)}. {said}"
    yield f"    owner {called(port.at('owner'))}, {port.shown('waiting')}"
    yield (f"    {port.number('queued')} queued of "
           f"{bound if bound else 'any number'}, {port.number('total')} in all")
    if known and known.protocol:
        yield f"    protocol \"{known.protocol}\""
        yield f"    state {port.number('state')}: next {after(port, known)}"
    for message in queued(port):
        yield f"    {message.address:#x} {brief(message)}"
        yield f"        {flags(message)}; {answer(message)}"


def brief(message: Object) -> str:
    """Return what a message says, without its header."""
    machine = message.machine
    said = machine.message(message.address)
    head = {row["name"] for row in machine.decoder.header["fields"]}
    own = {name: value for name, value in said.fields.items() if name not in head}
    return str(Decoded(said.name, own))


def flags(message: Object) -> str:
    """Return where a message is in its life, and what its sender wants."""
    return message.enum("flags").shown(message.number("flags") | message.number("wants"))


def answer(message: Object) -> str:
    """Return where a message's answer goes, or what it is."""
    if message.has("flags", "MSGF_REPLY"):
        return f"an answer: error {message.shown('error')}, result {message.number('result'):#x}"
    if message.has("flags", "MSGF_SYNC"):
        return f"{called(message.at('waiter'))} waits for its answer"
    to = message.at("reply")
    return f"its answer goes to {'port ' + to.text('name') if to else 'nobody'}"


def after(port: Object, known: Port) -> str:
    """Return which messages a port's protocol lets through in its state."""
    state = port.number("state")
    if state >= len(known.states):
        return "nothing: the protocol has no such state"
    return " or ".join(known.states[state]) or "nothing"
