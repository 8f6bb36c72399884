from dsl import Kptr, L, Struct


class Cpu(Struct, percpu=True, cpus=16):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]
