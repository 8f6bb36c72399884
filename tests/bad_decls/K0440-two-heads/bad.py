from dsl import Kptr, L, Struct, u64


class Cpu(Struct, cpus=16):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]


class Core(Struct, cpus=2):
    """Another."""

    count: u64
