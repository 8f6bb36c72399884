# SPDX-License-Identifier: BSD-3-Clause
"""What is shared between CPUs and threads, and how it is held: tokens, spinlocks, a witness."""

from syscall.decl import Errno

from dsl import (
    Array,
    Bits,
    Flags,
    Kptr,
    L,
    Out,
    Struct,
    Text,
    bit,
    bits,
    budget,
    counter,
    ipi,
    lock_kind,
    spinlock,
    syscall,
    token,
    u32,
    usize,
)


class Spin(Bits, u32):
    """A spinlock's word: how many hold it, how many wait for it alone, whether it is shared."""

    count = bits(0, 19)
    waiters = bits(20, 30)
    shared = bit(31)


class TokenFlags(Flags, usize):
    """The low bits of a token's word; above them is a reference's address, or how many share it.

    TOKEN_SHARED: Those who hold it share it.
    TOKEN_EXCLREQ: Somebody wants it alone, so no other who holds nothing may begin to share it.
    TOKEN_WANTED: A CPU in `waiting` has threads that wait.
    """

    TOKEN_SHARED, TOKEN_EXCLREQ, TOKEN_WANTED = 0x1, 0x2, 0x4


class TokenReference(Struct):
    """A token that a thread has or wants: its address, with TOKEN_SHARED for who shares it."""

    token: Array[u32, L[2]]


class SerializerFlags(Flags, u32):
    """The low bit of a serializer's word; above it is how many wait.

    SERIALIZER_HELD: Somebody is in.
    """

    SERIALIZER_HELD = 0x1


class MutexFlags(Flags, u32):
    """The high bits of a mutex's word; below them is how often it is held.

    MUTEX_SHWANTED: Somebody waits to share it.
    MUTEX_EXWANTED: Somebody waits to have it alone.
    MUTEX_EXCLUSIVE: It is held by one thread, its owner.
    """

    MUTEX_SHWANTED = 0x20000000
    MUTEX_EXWANTED = 0x40000000
    MUTEX_EXCLUSIVE = 0x80000000


class Spinlock(Struct):
    """For a few instructions; `row` says which declared lock it is."""

    word: Spin
    row: u32


spinlock_kind = lock_kind("spinlock", Spinlock, header="lock/spinlock.h")


class Token(Struct):
    """What at most one running thread has, or some that share it.

    `word` says who; the CPUs of the mask `waiting` have threads that want it.  `collisions`
    counts the vain attempts.
    """

    word: TokenFlags
    row: u32
    waiting: u32
    collisions: u32


token_kind = lock_kind("token", Token, header="lock/token.h")


class Serializer(Struct):
    """What one thread is inside of, over sleeps; its device's handler too, unless `disabled`.

    `owner` and `disabled` belong to who is inside.
    """

    word: SerializerFlags
    row: u32
    owner: Kptr[L["thread"]]
    disabled: u32


serializer_kind = lock_kind("serializer", Serializer, header="lock/serializer.h")


class Mutex(Struct):
    """What one thread has, or some share, over sleeps; `first` heads the queue of who waits.

    `owner` is who has it alone; the queue is under the guard.
    """

    word: MutexFlags
    row: u32
    owner: Kptr[L["thread"]]
    first: Kptr[L["mutex_link"]]
    guard: Spinlock


mutex_kind = lock_kind("mutex", Mutex, header="lock/mutex.h")


class Lockmgr(Struct):
    """A long lock: who has it alone, how many share it, how many wait to have it alone.

    All of it is under the guard.
    """

    guard: Spinlock
    owner: Kptr[L["thread"]]
    row: u32
    sharing: u32
    wanting: u32
    upgrading: u32
    drained: u32


lockmgr_kind = lock_kind("lockmgr", Lockmgr, header="lock/lockmgr.h")


class RcuDomain(Struct):
    """Who may be reading: the CPUs of the mask `cpus`, changed by atomic operations."""

    cpus: u32
    row: u32


rcu_domain_kind = lock_kind("rcu_domain", RcuDomain, header="lock/rcu.h")

rcu_asked = counter("messages", doc="Questions whether readers of a domain are done.")


@ipi()
def rcu_leave(domain: Kptr[L["rcu_domain"]]) -> None:
    """Your readers of the domain are done, since you are asked: leave it."""


@ipi()
def token_free() -> None:
    """A token is free for which threads of yours wait."""


class HeldLocks(Struct, percpu=True):
    """The spinlocks that a CPU holds, the newest last: what the witness sees."""

    spinlocks: u32
    held: Array[Kptr[L["spinlock"]], L[8]]


bench_token = token(doc="What a token costs is measured with it.")
bench_lock = spinlock(after=(bench_token,), doc="... and a spinlock.")

token_pair = budget(
    {"i386": 14, "x86_64": 12}, locked=2, doc="A token that nobody else wants, taken and released."
)
spin_pair = budget(
    {"i386": 12, "x86_64": 11}, locked=2, doc="A spinlock that nobody else wants, likewise."
)


class LockNesting(Struct):
    """Two declared locks: one was taken while the other was held, in no declared order."""

    held: Text[L[32]]
    held_at: Text[L[48]]
    taken: Text[L[32]]
    taken_at: Text[L[48]]
    both_ways: u32


@syscall(605, errors=(Errno.ESRCH, Errno.EFAULT))
def lock_nesting(index: u32, nesting: Out[LockNesting]) -> None:
    """Tell about locks that were nested.

    Stores in *nesting* what the witness of kernels with assertions has seen, at *index* from 0
    on: a lock that was taken while another one was held, though nobody has declared which of
    the two comes first.  ESRCH when it has seen fewer.
    """
    ...
