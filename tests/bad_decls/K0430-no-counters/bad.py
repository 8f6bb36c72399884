from dsl import Struct, counter, u32

packets = counter("packets", doc="What came in.")


class Cpu(Struct):
    """What one CPU owns."""

    id: u32
