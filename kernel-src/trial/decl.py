# SPDX-License-Identifier: BSD-3-Clause
"""Ports of every kind, tried with each other: on one CPU, and across CPUs."""

from config.decl import DEBUG
from lwkt.decl import wait_lock
from msgport.decl import put_only_port, reply_only_port, serialize_port, spin_port_lock
from syscall.decl import Errno

from dsl import Async, OneWay, Port, Struct, message, only_in, serializer, u32, u64

configs = only_in(DEBUG)


class TrialPort(Port, id=0x13, kind=put_only_port):
    """What the ports of all kinds take, which the trials make; this one answers at once."""

    @message(1)
    def sum(self, a: u64, b: u64) -> Async[u64]:
        """Answer the sum."""
        ...

    @message(2, errors=(Errno.EINTR,), abortable=True)
    def keep(self) -> Async[None]:
        """Answer when asked to."""
        ...

    @message(3, droppable=True)
    def note(self, value: u32) -> OneWay:
        """Remember a value, or do not."""
        ...

    @message(4, urgent=True)
    def leave(self) -> Async[None]:
        """Serve nobody any more, once everything was answered."""
        ...

    @message(5)
    def relay(self, hops: u32) -> Async[u32]:
        """Hand it on as often as that; the last one answers on which CPU it is."""
        ...


class TrialAnswerPort(Port, id=0x14, kind=reply_only_port):
    """Counts the answers that come."""


class TrialDevice(Struct):
    """What several serialize ports have in common; `inside` is how many are, and they count."""

    inside: u32
    crowded: u32


trial_serializer = serializer(
    per=TrialDevice, before=(spin_port_lock, wait_lock), doc="The ports of a device on trial."
)
bell_serializer = serializer(
    before=(spin_port_lock, wait_lock), doc="The bell, and who answers it."
)


class BellPort(Port, id=0x17, kind=serialize_port, serializer=bell_serializer, queue=2):
    """A device's port: nobody owns it, and who is inside receives."""

    @message(1)
    def ring(self, times: u32) -> Async[u32]:
        """Answer how often it has rung in all."""
        ...
