# SPDX-License-Identifier: BSD-3-Clause
"""IPI messages: what one CPU asks another to do, in queues of which each has one writer."""

from ktr.decl import TraceKind

from dsl import (
    Array,
    Enum,
    Kptr,
    L,
    Reserved,
    Struct,
    counter,
    local_interrupt,
    trace_point,
    tunable,
    u32,
)

ipi_slots = tunable(
    u32, default=256, least=4, most=256, power=True, doc="How many slots of a queue are used."
)

ipi = local_interrupt(vector=0xE0, doc="Another CPU has left messages.")


class IpiLimit(Enum, u32):
    """What is enough: of waiting, in seconds of the kernel's clock, and of nesting."""

    IPI_WARN, IPI_GIVE_UP = 1, 10
    IPI_DEEPEST = 8


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


class IpiState(Struct, percpu=True):
    """What a CPU is sent.

    Others write `senders` and `poll`, by atomic operations; the rest is the CPU's own.
    """

    senders: u32
    poll: u32
    shared_line: Reserved[L[56]]
    handling: u32
    depth: u32
    telling: u32
    mask: u32
    queues: Kptr[L["ipi_queue"]]
    frame: Kptr[L["trap_frame"]]


sent = counter("messages", doc="Messages that were left for other CPUs.")
avoided = counter("interrupts", doc="Interrupts that were not raised: the other CPU looks anyway.")
passive = counter("messages", doc="Those of them that wait until the other CPU looks.")
full = counter("times", doc="Queues that were found more than half full.")
refused = counter("messages", doc="Messages that were not left, since nobody would wait for room.")
received = counter("messages", doc="Messages that were handled.")
interrupts = counter("interrupts", doc="Interrupts by which other CPUs called.")


@trace_point(TraceKind.TRACE_IPI)
def send(to: u32, number: u32, word: u32) -> None:
    """A CPU asks another for something."""


@trace_point(TraceKind.TRACE_IPI)
def receive(number: u32, word: u32, pointer: Kptr[L["void"]]) -> None:
    """A CPU does what another asks for."""
