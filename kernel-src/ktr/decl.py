# SPDX-License-Identifier: BSD-3-Clause
"""Traces: what happens, recorded by each CPU in a ring of its own."""

from syscall.decl import Errno

from dsl import (
    Array,
    Flags,
    Kptr,
    L,
    Out,
    Struct,
    ddb_command,
    i64,
    init_step,
    syscall,
    trace_point,
    tunable,
    u32,
    u64,
)

ktr_ready = init_step("ktr_init", doc="Record from here on what `trace=` on the command line says.")


class TraceKind(Flags, u32):
    """What one can ask for.

    TRACE_SCHED: Switches and wakeups.
    TRACE_IPI: Messages between CPUs.
    TRACE_MESSAGE: Messages between threads.
    TRACE_INTERRUPT: Interrupts, from their beginning to their end.
    TRACE_FAULT: Page faults.
    TRACE_CALL: System calls: their words, and what they return.
    """

    TRACE_SCHED = 0x1
    TRACE_IPI = 0x2
    TRACE_MESSAGE = 0x4
    TRACE_INTERRUPT = 0x8
    TRACE_FAULT = 0x10
    TRACE_CALL = 0x20


trace = tunable(TraceKind, doc="Which events are recorded from the start.")


class TraceRecord(Struct):
    """One event; `count` is its number among all that its CPU recorded, from 1 on."""

    time: u64
    event: u32
    count: u32
    values: Array[u64, L[3]]


class TraceRing(Struct, percpu=True):
    """What a CPU has recorded.  Only that CPU writes."""

    next: u32
    spare: u32
    records: Array[TraceRecord, L[256]]


@syscall(607, errors=(Errno.EPERM, Errno.EINVAL))
def trace_control(kinds: TraceKind) -> u32:
    """Record what happens of some kinds, and nothing else.

    The kinds *kinds* are recorded from now on. What was recorded before is returned. Only the
    first program may.
    """
    ...


@syscall(608, errors=(Errno.EPERM, Errno.ESRCH, Errno.EFAULT))
def trace_read(cpu: u32, back: u32, record: Out[TraceRecord]) -> None:
    """Read what a CPU has recorded.

    Stores in *record* what *cpu* recorded *back* events ago, from 0 on; ESRCH when that is not
    there, or not any more. Only the first program may.
    """
    ...


@ddb_command("ktr", optional={"count": 24})
def ktr(count: u32) -> None:
    """Show what the CPUs recorded last, merged by time: the newest at the end."""


@trace_point(TraceKind.TRACE_MESSAGE)
def message_sent(message: Kptr[L["void"]], number: u32, port: Kptr[L["void"]]) -> None:
    """A message is sent to a port."""


@trace_point(TraceKind.TRACE_MESSAGE)
def message_answered(message: Kptr[L["void"]], number: u32, error: u32) -> None:
    """A message is answered."""


@trace_point(TraceKind.TRACE_CALL, calls="enter")
def call_enter(number: u32, td_id: u32, first: u64) -> None:
    """A thread's program makes a system call."""


@trace_point(TraceKind.TRACE_CALL, calls="words")
def call_words(second: u64, third: u64, fourth: u64) -> None:
    """More words of the call that this CPU has just recorded."""


@trace_point(TraceKind.TRACE_CALL, calls="leave")
def call_leave(number: u32, td_id: u32, result: i64) -> None:
    """A system call returns: an errno is negative."""
