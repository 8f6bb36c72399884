# SPDX-License-Identifier: BSD-3-Clause
"""What every CPU has, for the golden files."""

from dsl import Array, Kptr, L, Struct, u32, u64


class Cpu(Struct, cpus=4):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]
    id: u32


class Misses(Struct, percpu=True):
    """How often this CPU found nothing."""

    count: u64
    last: Array[u32, L[16]]


class Hits(Struct, percpu=True):
    """How often this CPU found something."""

    count: u64
