from dsl import Array, Async, L, Message, u32, u8

class Ask(Message, id=0x7010, reply=Async[u32], remote=True):
    """A question."""

    text: Array[u8, L[16]]
