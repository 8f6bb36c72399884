# SPDX-License-Identifier: BSD-3-Clause
"""IPI messages: what one CPU asks another to do, in queues of which each has one writer."""

from ktr.decl import TraceKind

from dsl import Array, Kptr, L, Reserved, Struct, local_interrupt, trace_point, u32, u64

ipi = local_interrupt(vector=0xE0, doc="Another CPU has left messages.")


class IpiSlot(Struct):
    """One message: which it is, and what it carries."""

    number: u32
    word: u32
    pointer: Kptr[L["void"]]


class IpiQueue(Struct):
    """From one CPU to one other: each index has one writer, and a cache line to itself.

    `written` counts the messages that were written (the sender's), `taken` those whose slot is
    free again, `done` those that were handled (both the receiver's).  They never go back.
    """

    written: u32
    written_line: Reserved[L[60]]
    taken: u32
    done: u32
    draining: u32
    taken_line: Reserved[L[52]]
    slots: Array[IpiSlot, L[256]]


class IpiState(Struct):
    """What a CPU is sent, and counts of what it did.

    Others write `senders` and `poll`, by atomic operations; the rest is the CPU's own.
    """

    senders: u32
    poll: u32
    shared_line: Reserved[L[56]]
    handling: u32
    depth: u32
    mask: u32
    queues: Kptr[L["ipi_queue"]]
    sent: u64
    avoided: u64
    passive: u64
    full: u64
    received: u64
    interrupts: u64


@trace_point(TraceKind.TRACE_IPI)
def send(to: u32, number: u32, word: u32) -> None:
    """A CPU asks another for something."""


@trace_point(TraceKind.TRACE_IPI)
def receive(number: u32, word: u32, pointer: Kptr[L["void"]]) -> None:
    """A CPU does what another asks for."""
