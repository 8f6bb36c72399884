# SPDX-License-Identifier: BSD-3-Clause
"""Which program's thread a CPU runs: policies above the scheduler of kernel threads."""

from syscall.decl import Errno

from dsl import (
    Array,
    Bytes,
    Enum,
    In,
    Kptr,
    L,
    Pid,
    Struct,
    boot_test,
    counter,
    exits,
    implementation,
    interface,
    method,
    spinlock,
    syscall,
    tunable,
    u32,
    u64,
)

grants = counter("turns", doc="Turns that programs' threads were given.")
moves = counter("threads", doc="Programs' threads that went where a CPU was free.")
usched_lock = spinlock(doc="How many programs each CPU has.")


class UschedCpu(Struct, percpu=True):
    """Who has this CPU among programs' threads, and how many wait, in all and by policy.

    `used` are the ticks of each policy's threads, `reached` those of the policy that gave last;
    `since`, while the CPU does not tick, is the time of which the holder has its ticks.
    """

    since: u64
    holder: Kptr[L["thread"]]
    waiting: u32
    reached: u32
    queued: Array[u32, L[4]]
    used: Array[u32, L[4]]


class UschedBsd4Queues(Struct, percpu=True):
    """Threads that wait, by class and level: which queues have any, and the last of each.

    `best` is the first queue that has any; where it has none, nobody waits.
    """

    best: u32
    masks: Array[u32, L[3]]
    tails: Array[Kptr[L["thread"]], L[96]]


class UschedRoundQueue(Struct, percpu=True):
    """Threads that wait: the last of a ring."""

    tail: Kptr[L["thread"]]


usched_policy = interface(doc="How programs' threads share a CPU; called in a critical section.")


@method(usched_policy)
def enqueue(td: Kptr[L["thread"]]) -> None:
    """Note that a thread of this CPU waits for its turn."""
    ...


@method(usched_policy)
def choose() -> Kptr[L["thread"]]:
    """Take off whose turn is next; NULL when nobody waits."""
    ...


@method(usched_policy)
def exchange(td: Kptr[L["thread"]]) -> Kptr[L["thread"]]:
    """Note that a thread waits, and take off whose turn is next, which may be the same."""
    ...


@method(usched_policy)
def tick(td: Kptr[L["thread"]]) -> u32:
    """Say whether the turn of the running thread is over."""
    ...


@method(usched_policy, default=0)
def join(td: Kptr[L["thread"]]) -> None:
    """Take a thread in: a new one, or one that had another policy."""
    ...


@method(usched_policy, default=0)
def awake(td: Kptr[L["thread"]], ms: u32) -> None:
    """A thread has slept for so many milliseconds."""
    ...


@method(usched_policy, default=0)
def better(td: Kptr[L["thread"]], than: Kptr[L["thread"]]) -> u32:
    """Say whether a thread that has slept takes the turn of another away."""
    ...


usched_bsd4 = implementation(
    usched_policy,
    0,
    has=(join, awake, better),
    doc="Who has used little comes before who has used much, by 32 levels in each of 3 classes.",
)
usched_round = implementation(
    usched_policy, 1, doc="One after the other, whatever they have used."
)


class UschedCommand(Enum, u32):
    """What to set, as DragonFly 2.0 numbers it.

    USCHED_SET_SCHEDULER: The policy, by its name.
    USCHED_SET_CPU: The only CPU.
    USCHED_ADD_CPU: One CPU more.
    USCHED_DEL_CPU: One CPU less.
    """

    USCHED_SET_SCHEDULER = 0
    USCHED_SET_CPU = 1
    USCHED_ADD_CPU = 2
    USCHED_DEL_CPU = 3


@syscall(481, errors=(Errno.EINVAL, Errno.EFAULT, Errno.EPERM), example={"pid": 0})
def usched_set(pid: Pid, cmd: UschedCommand, data: In[Bytes, L["bytes"], L[64]]) -> None:
    """Choose how a process is scheduled.

    *cmd* says what is set for the process *pid*, which is the caller or 0: the policy, whose
    name is in *data* (usched_bsd4 or usched_round), or the CPUs that it may run on, where *data*
    holds the number of one, an i32; *bytes* is the size of *data*.  A process goes at once to a
    CPU that it may run on; children begin as their parent is.
    """
    ...


policies_share_as_they_say = boot_test("usched_test", expect=exits(0))

usched = tunable(
    usched_policy, default=usched_bsd4, doc="The policy of the first program, and its children's."
)
