# SPDX-License-Identifier: BSD-3-Clause
"""Ports of every kind, tried with each other: on one CPU, and across CPUs."""

from config.decl import DEBUG
from msgport.decl import put_only_port, reply_only_port
from syscall.decl import Errno

from dsl import Async, OneWay, Port, message, only_in, u32, u64

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
