# SPDX-License-Identifier: BSD-3-Clause
"""Small memory of the kernel: each CPU cuts objects from zones of its own."""

from syscall.decl import Errno
from vm.decl import vm_ready

from dsl import (
    Array,
    Kptr,
    L,
    Out,
    Reserved,
    Struct,
    Text,
    budget,
    i8,
    i32,
    init_step,
    ipi,
    slab,
    syscall,
    u32,
    u64,
    usize,
)

slab_ready = init_step("slab_init", after=(vm_ready,), doc="The size of zones.")

untyped = slab(most=8192, doc="Memory of no declared type.")


class SlabClass(Struct):
    """Objects of one size: those at hand, from `zone`, and the zones that have others."""

    free: Kptr[L["slab_chunk"]]
    zone: Kptr[L["slab_zone"]]
    partial: Kptr[L["slab_zone"]]


class SlabCpu(Struct, percpu=True):
    """What a CPU cuts objects from.  It alone touches this, in critical sections.

    `left` says how many objects of each type it may hand out before it asks whether there
    may be more; `bytes` is the same for types of many sizes.  Of those `objects` are in use as
    far as this CPU knows, which can be negative where objects of others are freed: only the sum
    over all CPUs means something.
    """

    classes: Array[SlabClass, L[72]]
    left: Array[i8, L[64]]
    objects: Array[i32, L[64]]
    bytes: Array[u32, L[64]]
    empty: Kptr[L["slab_zone"]]
    empties: u32
    nzones: u32
    npages: u32


class SlabReturn(Struct, percpu=True):
    """Objects of this CPU's zones that other CPUs have freed: any CPU, atomics only."""

    first: usize


@ipi(passive=True)
def slab_returned() -> None:
    """Take back the objects that others have freed: there were none before."""


@ipi()
def slab_let_go(rest: Kptr[L["slab_rest"]]) -> None:
    """Leave to who asks what you have left of a type: all is granted."""


class MemoryInfo(Struct):
    """A type of memory: what is in use of it, and how much may be.

    `limit` is a number of objects, or of bytes where they are of many sizes.
    """

    name: Text[L[32]]
    doc: Text[L[80]]
    objects: u64
    bytes: u64
    limit: u64
    many: u32
    _pad: Reserved[L[4]]


@syscall(610, errors=(Errno.ESRCH, Errno.EFAULT))
def memory_info(index: u32, info: Out[MemoryInfo]) -> None:
    """Tell about a type of the kernel's memory.

    Stores what is in use of the type at *index*, from 0 on, in *info*; ESRCH when there
    are fewer.  CPUs that allocate meanwhile are seen at different moments.
    """
    ...


slab_pair = budget(
    {"i386": 30, "x86_64": 30},
    locked=0,
    doc="An object of a declared type allocated and freed, on one CPU.",
)
