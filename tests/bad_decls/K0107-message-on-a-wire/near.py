from dsl import Async, L, Message, Reserved, u32, u64, u8

class Claim(Message, id=0x7010, reply=Async[u32], remote=True):
    """Whose block it is."""

    op: u8
    _pad: Reserved[L[7]]
    lba: u64
