from dsl import Async, Bytes, L, Lend, Message, u32

class Ask(Message, id=0x7010, reply=Async[u32], remote=True):
    """A question."""

    text: Lend[Bytes, L[16]]
