from dsl import Struct, lock_kind, u32


class Gate(Struct):
    """A spinlock."""

    word: u32
    row: u32


gate = lock_kind("spinlock", Gate, header="bad/gate.h")
