from dsl import Array, Kptr, L, Struct, i8, objcache, slab


class Cpu(Struct, cpus=16):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]


class SlabCpu(Struct, percpu=True):
    """What a CPU counts."""

    left: Array[i8, L[4]]


lines = objcache(slab(most=4), construct="line_make", destruct="line_end", limit=9)
