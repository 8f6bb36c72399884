# SPDX-License-Identifier: BSD-3-Clause
"""What the kernel starts: steps in order, threads, traps and interrupts."""

from __future__ import annotations

from enum import IntEnum

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class InitStep:
    """One step of the start of the kernel: a C function and what must have run before."""

    calls: str
    after: tuple[InitStep, ...]
    doc: str


def init_step(calls: str, *, after: tuple[InitStep, ...] = (), doc: str = "") -> InitStep:
    """Declare that `void calls(void)` runs once at start, after the steps in `after`."""
    return InitStep(calls, after, doc)


class Priority(IntEnum):
    """Thread priorities, low to high (dragonfly.md 3.6)."""

    IDLE = 0
    IDLE_WORK = 1
    USER_SCHEDULER = 2
    USER_IDLE = 4
    USER_NORMAL = 6
    USER_REALTIME = 8
    KERNEL_USER = 10
    DAEMON = 12
    SOFT_NORMAL = 14
    SOFT_TIMER = 16
    EXITING = 19
    INT_SUPPORT = 20
    INT_LOW = 27
    INT_MEDIUM = 28
    INT_HIGH = 29
    MAX = 31


@dataclass(frozen=True, eq=False)
class Thread:
    """A kernel thread that is always there."""

    entry: str
    priority: int
    preempts: bool
    every_cpu: bool
    stack: int
    sends: tuple[object, ...]
    doc: str


def thread(
    entry: str,
    *,
    priority: int,
    preempts: bool = False,
    every_cpu: bool = False,
    stack: int = 32768,
    sends: tuple[object, ...] = (),
    doc: str = "",
) -> Thread:
    """Declare a kernel thread that runs `void entry(void)` from the start of the scheduler.

    `preempts`: it may interrupt the running thread (interrupt threads alone do);
    `every_cpu`: each CPU runs one, and not the first alone; `stack` is in bytes, a multiple
    of the page size.  `sends`: the messages that it sends (`TtyPort.open`), or the ports to
    which it sends anything that they accept.
    """
    return Thread(entry, priority, preempts, every_cpu, stack, sends, doc)


@dataclass(frozen=True, eq=False)
class Trap:
    """A row of the interrupt descriptor table that the CPU itself raises."""

    vector: int
    error_code: bool
    user: bool
    own_stack: bool
    name: str
    doc: str


def trap(
    vector: int,
    *,
    error_code: bool = False,
    user: bool = False,
    own_stack: bool = False,
    name: str = "",
    doc: str = "",
) -> Trap:
    """Declare an exception vector (SDM 3A 6.15); `void trap_on_<name>()` handles it.

    `error_code`: the CPU pushes one.  `user`: a program may raise it with INT.
    `own_stack`: it runs on a stack of its own (IST on x86_64, a task gate on i386).
    `name`: the exception's printed name, with its mnemonic.
    """
    return Trap(vector, error_code, user, own_stack, name, doc)


@dataclass(frozen=True, eq=False)
class SyscallGate:
    """The vector by which programs enter with a software interrupt."""

    vector: int
    doc: str


def syscall_gate(vector: int, *, doc: str = "") -> SyscallGate:
    """Declare the software-interrupt vector of system calls."""
    return SyscallGate(vector, doc)


@dataclass(frozen=True, eq=False)
class Interrupt:
    """An interrupt line and the vector it is given; `void intr_on_<name>()` handles it."""

    irq: int
    vector: int
    doc: str


def interrupt(irq: int, *, vector: int, doc: str = "") -> Interrupt:
    """Declare the line `irq` of the interrupt controller, arriving at `vector`."""
    return Interrupt(irq, vector, doc)


@dataclass(frozen=True, eq=False)
class LocalInterrupt:
    """A vector that CPUs send to each other, or to themselves; it has no line."""

    vector: int
    doc: str


def local_interrupt(*, vector: int, doc: str = "") -> LocalInterrupt:
    """Declare an interrupt of the local APIC (SDM 3A 11.5, 11.6), arriving at `vector`.

    `void intr_on_<name>()` handles it.  A higher vector goes before a lower one.
    """
    return LocalInterrupt(vector, doc)
