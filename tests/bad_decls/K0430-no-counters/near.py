from dsl import Array, L, Struct, counter, u32, u64

packets = counter("packets", doc="What came in.")


class Cpu(Struct):
    """What one CPU owns."""

    id: u32
    counters: Array[u64, L[8]]
