from dsl import Array, Kptr, L, Struct, i8, slab


class Cpu(Struct, cpus=16):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]


class SlabCpu(Struct, percpu=True):
    """What a CPU counts."""

    left: Array[i8, L[4]]


region = slab(SlabCpu, header="vm/vm.h", doc="Pieces.")
