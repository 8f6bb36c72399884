# SPDX-License-Identifier: BSD-3-Clause
"""Small memory of the kernel: each CPU cuts objects from zones of its own."""

from vm.decl import vm_ready

from dsl import Array, Kptr, L, Struct, budget, i8, i32, init_step, ipi, slab, u32, usize

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
    may be more; `granted` less `left` are in use as far as this CPU knows, which can be
    negative where objects of others are freed: only the sum over all CPUs means something.
    `bytes` is the same for types of many sizes.
    """

    classes: Array[SlabClass, L[72]]
    left: Array[i8, L[64]]
    granted: Array[i32, L[64]]
    bytes: Array[i32, L[64]]
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


slab_pair = budget(
    {"i386": 35, "x86_64": 31},
    bar={"x86_64": 30},
    why="Two critical sections are 14 of them, and two tests of the count of a type's objects 4.",
    locked=0,
    doc="An object of a declared type allocated and freed, on one CPU.",
)
