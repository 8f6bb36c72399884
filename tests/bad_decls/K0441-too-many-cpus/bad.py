from dsl import Kptr, L, Struct


class Cpu(Struct, cpus=33):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]
