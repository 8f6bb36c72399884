from dsl import Array, Kptr, L, Struct, i8, slab


class Cpu(Struct, cpus=16):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]


class SlabCpu(Struct, percpu=True):
    """What a CPU counts."""

    left: Array[i8, L[4]]


line = slab(most=-1, doc="Lines.")
