from dsl import Array, Async, L, Message, u32, u64

class Claim(Message, id=0x7010, reply=Async[u32], remote=True):
    """Fields of 112 bytes in all, with the header 116 or 120: MIG adds sizes alone."""

    first: u64
    rest: Array[u64, L[12]]
    last: u32
