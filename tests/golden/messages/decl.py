# SPDX-License-Identifier: BSD-3-Clause
"""A lamp: a port with a message of each kind, and one that travels."""

from msgport.decl import put_only_port
from syscall.decl import Errno

from dsl import (
    Array,
    Async,
    Bytes,
    Enum,
    L,
    Lend,
    Message,
    OneWay,
    Port,
    Priority,
    Reserved,
    Sync,
    message,
    retired_message,
    thread,
    u8,
    u16,
    u32,
    u64,
)


class Colour(Enum, u8):
    """What a lamp can shine in."""

    WHITE, RED = 0, 1


class Flash(Message, id=0x7001, reply=Async[u32], remote=True):
    """Flash as somebody far away wants."""

    colour: Colour
    _pad: Reserved[L[1]]
    times: u16
    pauses: Array[u32, L[3]]
    since: u64


lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd, queue=4):
    """A lamp."""

    protocol = "on (write | Flash)* off"
    accepts = (Flash,)

    @message(1, memory="stack")
    def on(self, colour: Colour) -> Sync[u32]:
        """Shine; answer how many watts that takes."""
        ...

    @message(2, errors=(Errno.EINTR,), abortable=True, was="morse")
    def write(self, text: Lend[Bytes, L[64]]) -> Async[None]:
        """Blink a text."""
        ...

    @message(3, droppable=True)
    def off(self) -> OneWay:
        """Go dark."""
        ...


dim = retired_message(0x2004, "dim", since="0.1", why="Nobody saw it.")


class SwitchPort(Port, id=0x21, kind=put_only_port):
    """A switch."""

    @message(1, urgent=True)
    def press(self) -> Sync[None]:
        """Press it."""
        ...
