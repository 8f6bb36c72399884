from dsl import Struct, u32


class Slot(Struct):
    """A slot."""

    begin: u32
    size: u32
