# SPDX-License-Identifier: BSD-3-Clause
"""Light-weight kernel threads: owned by one CPU each, switched by priority."""

from ktr.decl import TraceKind
from msgport.decl import spin_port_lock
from slab.decl import slab_ready

from dsl import (
    Array,
    Flags,
    Kptr,
    L,
    Struct,
    Text,
    budget,
    counter,
    i32,
    init_step,
    ipi,
    slab,
    spinlock,
    syscall,
    trace_point,
    u32,
    u64,
    usize,
)

lwkt_ready = init_step(
    "lwkt_init", after=(slab_ready,), doc="This CPU's run queues, and its idle thread."
)

turns = counter("turns", doc="Turns of kernel threads that were over while their equals waited.")
preemptions = counter("switches", doc="Interrupt threads that took the CPU from another.")
refused = counter("switches", doc="Those of them that had to wait for the end of a section.")
noted = counter("interrupts", doc="Interrupts that came in a critical section.")
schedules = counter("messages", doc="Threads made ready because another CPU asked.")
adoptions = counter("threads", doc="Threads that came from another CPU.")
reused = counter("threads", doc="Threads that were made of ones that had ended.")
migrations = counter("threads", doc="Threads that went to another CPU.")


class ThreadFlags(Flags, u32):
    """What a thread is.

    TDF_RUNQ: On a run queue.
    TDF_PREEMPTS: An interrupt thread.
    TDF_DEAD: Will never run again.
    TDF_MIGRATING: Between two CPUs: on no queue.
    TDF_STEADY: No tick ends its turn.
    TDF_TURNED: The tick has ended it, wherever it was.
    TDF_WANTED: Ready when it arrives.
    TDF_MOVABLE: May be given away while it does not run.
    TDF_PROGRAM: It has a program's address space.
    TDF_TOKENS: Its tokens are given up until it runs.
    TDF_EXPIRED: Its turn among programs is over.
    """

    TDF_RUNQ = 0x1
    TDF_PREEMPTS = 0x8
    TDF_DEAD = 0x10
    TDF_MIGRATING = 0x40
    TDF_STEADY = 0x80
    TDF_TURNED = 0x100
    TDF_WANTED = 0x200
    TDF_MOVABLE = 0x400
    TDF_PROGRAM = 0x800
    TDF_TOKENS = 0x1000
    TDF_EXPIRED = 0x2000


class ThreadWaits(Flags, u32):
    """How a thread sleeps; lwkt_sleep() takes TDW_ABORTABLE and TDW_INTERLOCKED.

    TDW_QUEUED: On a wait queue.
    TDW_ABORTABLE: ... and a signal ends the sleep.
    TDW_SLEEPING: ... and off the run queue.
    TDW_INTERLOCKED: Lwkt_sleep_interlock() came before.
    """

    TDW_QUEUED, TDW_ABORTABLE, TDW_SLEEPING, TDW_INTERLOCKED = 0x1, 0x2, 0x4, 0x8


class ThreadOwes(Flags, u32):
    """What a thread does before it goes on in its program.

    OWES_SIGNAL: Its program is to end.
    OWES_TURN: It has slept, and waits for its turn.
    """

    OWES_SIGNAL, OWES_TURN = 0x1, 0x2


class CpuPending(Flags, u32):
    """What is owed before a CPU goes on as if nothing were.

    PENDING_INTR: Interrupts that came in a critical section.
    PENDING_PREEMPT: An interrupt thread is ready.
    PENDING_RESCHED: The program's turn is over.
    PENDING_AST: The program is to end.
    PENDING_IPI: Messages of other CPUs, that came in a critical section.
    PENDING_TURN: The kernel thread's turn is over.
    """

    PENDING_INTR = 0x1
    PENDING_PREEMPT = 0x2
    PENDING_RESCHED = 0x4
    PENDING_AST = 0x8
    PENDING_IPI = 0x10
    PENDING_TURN = 0x20


class Thread(Struct):
    """A thread.  Only the CPU that owns it touches it, in a critical section.

    `wait_channel`, `wait_next`, `waits` and `wakeup` belong to the lock of the wait queue; any
    CPU may set bits of `owes`, by atomic operations.
    """

    sp: usize
    next: Kptr[L["thread"]]
    cpu: Kptr[L["cpu"]]
    stack: usize
    stack_size: usize
    entry: usize
    argument: Kptr[L["void"]]
    destination: Kptr[L["cpu"]]
    proc: Kptr[L["proc"]]
    space: Kptr[L["vm_space"]]
    fpu: Kptr[L["void"]]
    tls_base: usize
    wait_channel: Kptr[L["void"]]
    wait_next: Kptr[L["thread"]]
    priority: u32
    flags: ThreadFlags
    waits: ThreadWaits
    owes: ThreadOwes
    crit: u32
    wakeup: i32
    ticks: u32
    switches: u32
    id: u32
    policy: u32
    turn: u32
    estimate: u32
    nice: u32
    rank: u32
    cpus: u32
    slept_at: u64
    name: Text[L[16]]
    all_next: Kptr[L["thread"]]
    token_stop: usize
    token_rounds: u32

kernel_thread = slab(Thread, doc="Threads, without their stacks.")
kernel_stack = slab(most=0x40000, limit=0x4000000, doc="Stacks of threads, and those kept.")
fpu_area = slab(most=512, doc="Programs' FPU registers.")


class Cpu(Struct, cpus=16):
    """What one CPU owns.  Only that CPU touches it.

    `current` is changed by the switch, when the stack has been: whoever is not its CPU's
    current thread is off its stack.  `leaving` has ended, or goes to another CPU; the idle
    thread sees it off.  Behind all this in its area lies what is declared percpu.
    """

    self: Kptr[L["cpu"]]
    current: Kptr[L["thread"]]
    kernel_sp: usize
    user_sp: usize
    pending: CpuPending
    id: u32
    handling: u32
    run_mask: usize
    run_tail: Array[Kptr[L["thread"]], L[32]]
    idle: Kptr[L["thread"]]
    preempted: Kptr[L["thread"]]
    leaving: Kptr[L["thread"]]
    space: Kptr[L["vm_space"]]
    fpu_owner: Kptr[L["thread"]]
    switches: u64
    deferred: u32
    windows: u32
    segments: Kptr[L["segments"]]
    apic_id: u32
    online: u32
    ticking: u32
    stalled: u32
    counters: Array[u64, L[64]]


class KeptThreads(Struct, percpu=True):
    """Threads that have ended, with their stacks: a CPU makes new ones of them."""

    first: Kptr[L["thread"]]
    count: u32


@ipi()
def lwkt_let_go() -> None:
    """Let go of the threads that you keep: somebody wants their memory."""


class WaitQueue(Struct):
    """Those who sleep on some channels; under its lock."""

    first: Kptr[L["thread"]]


threads_lock = spinlock(doc="The list of all threads, and of the dead ones.")
wait_lock = spinlock(per=WaitQueue, after=(spin_port_lock,), doc="The sleepers of channels.")


@syscall(321)
def sched_yield() -> None:
    """Let others run.

    The caller goes to the end of the queue of its priority.
    """
    ...


thread_switch = budget(
    {"i386": 45, "x86_64": 40},
    locked=0,
    doc="From one kernel thread to another of the same CPU, by a yield.",
)
thread_life = budget({"i386": 811, "x86_64": 679}, doc="A thread made of one that was kept.")
crit_pair = budget(
    {"i386": 6, "x86_64": 6}, locked=0, doc="Into a critical section, and out of it."
)
yield_pair = budget(
    {"i386": 443, "x86_64": 431},
    run="bench",
    bar={"i386": 320, "x86_64": 300},
    why="Twice each: the way into the kernel and back, the ring of a policy, the run queue, and "
    "what a switch between programs loads: address space, FPU, stack and segments.",
    doc="sched_yield(2) to another process, and back.",
)


@trace_point(TraceKind.TRACE_SCHED)
def switch(old: Kptr[L["thread"]], new: Kptr[L["thread"]], new_id: u32) -> None:
    """A CPU goes on as another thread."""


@trace_point(TraceKind.TRACE_SCHED)
def wakeup(td: Kptr[L["thread"]], td_id: u32, priority: u32) -> None:
    """A thread is made ready, on its own CPU."""
