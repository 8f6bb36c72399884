# SPDX-License-Identifier: BSD-3-Clause
"""Time: the clocks that a program can read, and sleeping."""

from drv.hpet.decl import hpet_ready
from drv.ioapic.decl import lines_ready
from syscall.decl import Errno

from dsl import (
    Array,
    Enum,
    In,
    Kptr,
    L,
    Opt,
    Out,
    Priority,
    Struct,
    Text,
    boot_test,
    budget,
    clock_source,
    counter,
    exits,
    init_step,
    isize,
    spinlock,
    syscall,
    thread,
    tunable,
    u32,
    u64,
)


class Timespec(Struct):
    """Seconds and nanoseconds; one machine word each."""

    tv_sec: isize
    tv_nsec: isize


class Clock(Enum, u32):
    """The clocks, as DragonFly 2.0 numbers them.

    CLOCK_REALTIME: The time of day.
    CLOCK_MONOTONIC: Never set, never back.
    """

    CLOCK_REALTIME = 0
    CLOCK_MONOTONIC = 4


tsc = clock_source(width=64, quality=800, doc="The CPUs' time-stamp counters.")

clock_lock = spinlock(doc="Which counter tells the time, and from where it is counted.")
tsc_lock = spinlock(doc="What CPUs that compare their counters tell each other.")

timers = counter("interrupts", doc="Interrupts of the CPU's timer.")

callouts_ready = init_step("callout_init", doc="Each CPU's wheel of callouts.")
clock_ready = init_step(
    "clock_init",
    after=(hpet_ready, lines_ready, callouts_ready),
    doc="Choose a clock, start this CPU's timer, read the RTC.",
)

softclock = thread(
    "softclock_main",
    priority=Priority.INT_LOW,
    preempts=True,
    every_cpu=True,
    doc="Runs the callouts that are due.",
)


class CalloutWheel(Struct):
    """The callouts of a CPU, by time, in slots; under its lock.

    `occupied` has a bit for each slot, nothing is due in a slot before `cursor`, and `running`
    is the one that is called just now.
    """

    occupied: Array[u32, L[8]]
    slots: Array[Kptr[L["callout"]], L[256]]
    cursor: u64
    running: Kptr[L["callout"]]


wheel_lock = spinlock(per=CalloutWheel, doc="The callouts of a CPU, which others may stop.")


class TimerQueue(Struct, percpu=True):
    """The system timers of a CPU, by time; `running`: what is due is called just now."""

    first: Kptr[L["systimer"]]
    running: u32


@syscall(232, errors=(Errno.EINVAL, Errno.EFAULT), alters=False)
def clock_gettime(clock_id: Clock, tp: Out[Timespec]) -> None:
    """Read a clock.

    Stores the time of the clock *clock_id* in *tp*.  CLOCK_REALTIME counts from
    1970, CLOCK_MONOTONIC from the start of the kernel.
    """
    ...


@syscall(
    240,
    errors=(Errno.EINVAL, Errno.EFAULT, Errno.EINTR),
    blocks=True,
    abortable=True,
    left="rmtp",
    example={"rqtp": 0},
)
def nanosleep(rqtp: In[Timespec], rmtp: Opt[Out[Timespec]]) -> None:
    """Sleep for a while.

    The caller sleeps for at least the time in *rqtp*.  When *rmtp* is not NULL, the
    time that was left is stored there: none, unless a signal ended the sleep.  Nanoseconds
    outside 0 to 999999999, or negative seconds, are EINVAL.
    """
    ...

clocks_go_and_sleeps_last = boot_test("sleep_test", expect=exits(0))
who_is_alone_is_left_in_peace = boot_test("alone", expect=exits(0))

clock_gettime_cost = budget(
    {"i386": 136, "x86_64": 100},
    run="bench",
    row="clock_gettime",
    bar={"i386": 120},
    why="One counter of 64 bits tells the time to all CPUs, without ticks that cut it short: an "
    "i386 subtracts, multiplies, adds and compares it by halves.",
    doc="clock_gettime(2) of CLOCK_MONOTONIC.",
)
timer_irq = budget(
    {"i386": 230, "x86_64": 200},
    bar={"i386": 220},
    why="Times and rates have 64 bits, which an i386 multiplies, adds and compares by halves.",
    doc="A periodic timer's interrupt: from what was interrupted back to it.",
)

clock = tunable(Text[L[8]], doc="The clock that tells the time; nothing: the best one.")
timer = tunable(Text[L[8]], doc="The clock that others are measured by; nothing: the best one.")
