from dsl import Array, L, Struct, counter, u64

packets = counter("packets", doc="Everything that came in, whoever sent it, whatever it was, also what was wrong or late.")


class Cpu(Struct):
    """What one CPU owns."""

    counters: Array[u64, L[8]]
