from dsl import Struct, lock_kind, u32


class Gate(Struct):
    """A lock."""

    row: u32


gate = lock_kind("spinlok", Gate, header="bad/gate.h")
again = lock_kind("spinlok", Gate, header="bad/gate.h")
