# SPDX-License-Identifier: BSD-3-Clause
"""What a thread waits for: a message, an answer, a lock, tokens, or something with a name."""

from __future__ import annotations

from collections.abc import Iterator

from front.gdb.memory import LONGEST, UNREADABLE, Machine, Object
from front.gdb.table import Lock


def wanted(thread: Object) -> str:
    """Return what a thread that does not run waits for; nothing when that is not to be seen."""
    tokens = [named(one) for one, _shared in references(thread)]
    if tokens and thread.has("flags", "TDF_TOKENS") and thread.has("flags", "TDF_RUNQ"):
        return f"token{'s' if len(tokens) > 1 else ''} {', '.join(tokens)}"
    channel = thread.number("wait_channel")
    if channel:
        return on_channel(thread.machine, channel)
    for port in ports(thread.machine):
        if is_awaited(port, thread):
            return f"a message at port {port.text('name')}"
        for message in queued(port):
            if message.number("waiter") == thread.address:
                return answer_of(message)
    return ""


def queued(port: Object) -> Iterator[Object]:
    """Yield what waits at a port, in the order in which it is taken."""
    yield from port.chain("urgent_first", "next")
    yield from port.chain("first", "next")


def answer_of(message: Object) -> str:
    """Return that the answer to a message is waited for."""
    target = message.at("target")
    name = message.machine.decoder.name(message.number("number"))
    return f"the answer to {name} {message.address:#x}" + (
        f" at port {target.text('name')}" if target else "")


def is_awaited(port: Object, thread: Object) -> bool:
    """Say whether a thread is off its run queue until something comes to a port."""
    return (port.number("owner") == thread.address
            and port.has("waiting", "PORT_DESCHEDULED"))


def ports(machine: Machine) -> Iterator[Object]:
    """Yield the declared ports."""
    for one in machine.kernel.ports:
        yield machine.variable(one.symbol, "lwkt_port")


def on_channel(machine: Machine, channel: int) -> str:
    """Return what is slept on."""
    for port in ports(machine):
        if port.address == channel:
            return f"a message at port {port.text('name')}"
    for lock in machine.kernel.locks:
        if lock.structure and not lock.per and machine.address_of(lock.name) == channel:
            return f"{lock.kind} {lock.name}"
    message = Object(machine, "lwkt_msg", channel)
    if is_awaited_message(message):
        return answer_of(message)
    return machine.spelled(channel)


def is_awaited_message(one: Object) -> bool:
    """Say whether a message is at an address: its number is declared, and its sender waits."""
    try:
        known = one.number("number") in one.machine.decoder.messages
        return known and one.has("wants", "MSGF_WAITING")
    except UNREADABLE:
        return False


def references(thread: Object) -> Iterator[tuple[Object, bool]]:
    """Yield the tokens that a thread has or wants, and whether it shares them."""
    machine, at, stop = thread.machine, thread.number("stack"), thread.number("token_stop")
    shares = machine.flag("TokenFlags", "TOKEN_SHARED")
    size = machine.kernel.structure_of["token_reference"].size
    for place in range(at, min(stop, at + LONGEST), size):
        word = machine.word(place)
        yield Object(machine, "token", word & ~shares), bool(word & shares)


def declared(lock: Object) -> Lock | None:
    """Return which declared lock this is: its row says so."""
    row, locks = lock.number("row"), lock.machine.kernel.locks
    return locks[row - 1] if 0 < row <= len(locks) else None


def named(lock: Object) -> str:
    """Return what a lock is called."""
    known = declared(lock)
    return known.name if known and not known.per else f"{lock.address:#x}"
