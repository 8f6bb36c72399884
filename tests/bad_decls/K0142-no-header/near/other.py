from dsl import Struct, u32


class Nothing(Struct):
    """No header."""

    n: u32
