# SPDX-License-Identifier: BSD-3-Clause
"""Counters: each CPU counts for itself; whoever asks adds up."""

from syscall.decl import Errno

from dsl import Array, L, Out, Struct, Text, counter, syscall, u32, u64

asked = counter("calls", doc="Questions of programs about counters.")


class CounterInfo(Struct):
    """A counter: what it is called, what it counts, and how far each CPU has come."""

    subsystem: Text[L[16]]
    name: Text[L[32]]
    unit: Text[L[16]]
    doc: Text[L[80]]
    each: Array[u64, L[16]]


@syscall(603, errors=(Errno.ESRCH, Errno.EFAULT))
def counter_info(index: u32, info: Out[CounterInfo]) -> None:
    """Tell about a counter.

    Stores what there is to say of the counter at *index*, from 0 on, in *info*;
    ESRCH when there are fewer.
    """
    ...
