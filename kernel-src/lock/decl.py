# SPDX-License-Identifier: BSD-3-Clause
"""What is shared between CPUs and threads, and how it is held: spinlocks, and the witness."""

from dsl import Array, Kptr, L, Struct, lock_kind, u32


class Spinlock(Struct):
    """For a few instructions; `row` says which declared lock it is.

    The word: how many hold it, how many wait for it alone, and whether holders share it.
    """

    word: u32
    row: u32


spinlock_kind = lock_kind("spinlock", Spinlock, header="lock/spinlock.h")


class HeldLocks(Struct, percpu=True):
    """The spinlocks that a CPU holds, the newest last: what the witness sees."""

    spinlocks: u32
    held: Array[Kptr[L["spinlock"]], L[8]]
