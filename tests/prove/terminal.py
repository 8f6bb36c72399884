# SPDX-License-Identifier: BSD-3-Clause
"""Ports and messages made by hand, for proofs: a terminal that asks a disk."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from gen.generate import examine
from gen.model.message_nodes import Message, Port, Send
from gen.model.nodes import Kernel, Type
from gen.place import Loc
from gen.protocol import automaton, parse
from gen.prove.prover import Prover

ROOT = Path(__file__).resolve().parents[2]

#: What a message is when nothing is said of it.
PLAIN: dict[str, Any] = {
    "fields": (), "result": Type("void", "void", "void", 0, 1), "result_enumeration": "",
    "errors": (), "size": 48, "align": 8, "wire_size": 0, "memory": "embedded",
    "blocks": False, "abortable": False, "droppable": False, "urgent": False, "remote": False,
    "doc": "",
}  # fmt: skip


@cache
def kernel() -> Kernel:
    """Return the real kernel's model: the life of its messages, and its kinds of ports."""
    result = examine(ROOT, "DEBUG")
    assert not result.diags, result.diags
    assert result.system is not None
    return result.system.kernels["x86_64"]


def place(subsystem: str, line: int) -> Loc:
    """Return a place in a declaration."""
    return Loc(f"kernel-src/{subsystem}/decl.py", line, 1, 2)


def message(number: int, port: str, name: str, mode: str, **options: Any) -> Message:
    """Return a message of a port, declared in the line behind the one before it."""
    return Message(
        number=number, name=name, c_name=f"{port}_{name}", port=port, subsystem=port, mode=mode,
        handler=f"{port}_on_{name}", loc=place(port, 12 + number % 0x100 * 3), **PLAIN | options,
    )  # fmt: skip


def port(
    number: int, name: str, messages: tuple[Message, ...], protocol: str = "", **options: Any
) -> Port:
    """Return a port of a thread's, for those of some messages that are its own."""
    own = [m for m in messages if m.port == name]
    known = automaton(parse(protocol), [m.name for m in own]) if protocol else None
    return replace(
        Port(number, f"{name.title()}Port", name, name, "thread", f"{name}d", 6,
             tuple(m.c_name for m in own), protocol, known, (), "", place(name, 10)),
        **options,
    )  # fmt: skip


MESSAGES = (
    message(0x201, "tty", "open", "sync"),
    message(0x202, "tty", "write", "async"),
    message(0x203, "tty", "close", "oneway"),
    message(0x301, "blk", "read", "sync"),
)
TTY = port(2, "tty", MESSAGES, "open write* close")
BLK = port(3, "blk", MESSAGES)
ASKS = Send("tty", "blk", "blk_read", "sync", place("tty", 11))


def prover(
    messages: tuple[Message, ...] = MESSAGES,
    ports: tuple[Port, ...] = (TTY, BLK),
    sends: tuple[Send, ...] = (ASKS,),
) -> Prover:
    """Return a prover of the kernel with these ports instead of its own."""
    said = replace(kernel().messaging, messages=messages, ports=ports, sends=sends)
    return Prover(ROOT, replace(kernel(), messaging=said))
