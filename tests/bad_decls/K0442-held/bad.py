from dsl import Array, Kptr, L, Struct, u64


class Cpu(Struct, cpus=16):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]


class Misses(Struct, percpu=True):
    """How often this CPU found nothing."""

    count: u64


class Totals(Struct):
    """What was counted."""

    misses: Array[Misses, L[4]]
