from dsl import Array, L, Struct, counter, u64

packets = counter("packets", doc="What came in.")


class Cpu(Struct):
    """What one CPU owns."""

    counters: Array[u64, L[8]]
