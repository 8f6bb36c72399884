# SPDX-License-Identifier: BSD-3-Clause
"""Ports that exist to be tried: what messages do, on a kernel that is being worked on."""

from config.decl import DEBUG
from msgport.decl import put_only_port, spin_port
from syscall.decl import Errno

from dsl import (
    Async,
    Bytes,
    Enum,
    Kptr,
    L,
    Lend,
    Message,
    OneWay,
    Port,
    Priority,
    Reserved,
    Sync,
    ipi,
    message,
    only_in,
    retired_message,
    spinlock,
    thread,
    token,
    u8,
    u32,
    u64,
)

configs = only_in(DEBUG)


class Mood(Enum, u8):
    """What a ping is sent in."""

    CALM, HURRIED = 0, 1


class Ping0(Message, id=0x7000, reply=Async[u32], remote=True):
    """A question as it was put first."""

    sequence: u32
    stamp: u32


class Ping(Message, id=0x7001, reply=Async[u32], remote=True, was=Ping0):
    """A question that may come from another machine."""

    sequence: u32
    mood: Mood
    _pad: Reserved[L[3]]
    stamp: u64


echod = thread("echo_serve", priority=Priority.SOFT_NORMAL, doc="Answers whatever it is told.")


class EchoPort(Port, id=0x10, owner=echod, queue=8):
    """Answers what it is told: at once, later, or when it is asked to stop."""

    protocol = "open (say | count | later | note | hurry | Ping)* close"
    accepts = (Ping,)

    @message(1)
    def open(self, mood: Mood) -> Sync[None]:
        """Begin."""
        ...

    @message(2, errors=(Errno.EINVAL, Errno.ENOBUFS), was="tell")
    def say(self, text: Lend[Bytes, L[64]]) -> Async[u32]:
        """Answer how many bytes were said."""
        ...

    @message(3, memory="stack")
    def count(self, start: u64) -> Sync[u64]:
        """Answer the number behind *start*."""
        ...

    @message(4, errors=(Errno.EINTR,), blocks=True, abortable=True)
    def later(self) -> Async[None]:
        """Answer when asked to."""
        ...

    @message(5, memory="cache", droppable=True)
    def note(self, value: u32) -> OneWay:
        """Remember a value."""
        ...

    @message(6)
    def close(self) -> Async[None]:
        """End."""
        ...

    @message(8, urgent=True)
    def hurry(self) -> Async[None]:
        """Be answered before what waits."""
        ...


shout = retired_message(0x1007, "shout", since="0.1", why="Nobody was further away.")


class NowPort(Port, id=0x11, kind=put_only_port, sends=(EchoPort.count,)):
    """Answers in the sender's thread."""

    @message(1)
    def add(self, a: u64, b: u64) -> Sync[u64]:
        """Answer the sum."""
        ...

    @message(2)
    def pass_on(self, start: u64) -> Sync[u64]:
        """Let the echo answer."""
        ...


class MailPort(Port, id=0x12, kind=spin_port):
    """Where answers are collected; anybody may."""


echo_token = token(doc="Guards what was noted.")
mail_token = token(after=(echo_token,), doc="Guards what was answered.")
mail_lock = spinlock(after=(mail_token,), doc="Guards the letter box.")


@ipi()
def echo_number(numbers: Kptr[L["echo_numbers"]], number: u32) -> None:
    """Note a number that another CPU counts."""


@ipi(passive=True)
def echo_number_quiet(numbers: Kptr[L["echo_numbers"]], number: u32) -> None:
    """The same, when it is convenient."""


@ipi()
def echo_place(places: Kptr[L["echo_numbers"]]) -> None:
    """Count that this CPU was told, in its own place."""


@ipi()
def echo_frame(seen: Kptr[L["echo_frame"]], frame: Kptr[L["trap_frame"]]) -> None:
    """Tell what was interrupted."""
