# SPDX-License-Identifier: BSD-3-Clause
"""What is shared between CPUs and threads, and how it is held: tokens, spinlocks, a witness."""

from dsl import Array, Kptr, L, Struct, budget, ipi, lock_kind, spinlock, token, u32, usize


class Spinlock(Struct):
    """For a few instructions; `row` says which declared lock it is.

    The word: how many hold it, how many wait for it alone, and whether holders share it.
    """

    word: u32
    row: u32


spinlock_kind = lock_kind("spinlock", Spinlock, header="lock/spinlock.h")


class Token(Struct):
    """What at most one running thread has, or some that share it.

    `word` says who; the CPUs of the mask `waiting` have threads that want it.  `collisions`
    counts the vain attempts.
    """

    word: usize
    row: u32
    waiting: u32
    collisions: u32


token_kind = lock_kind("token", Token, header="lock/token.h")


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
    {"i386": 16, "x86_64": 16}, locked=2, doc="A spinlock that nobody else wants, likewise."
)
