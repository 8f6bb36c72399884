from dsl import Async, Message, Struct, u32, u64

class Inner(Struct):
    """What it is about."""

    n: u64
    big: u64


class Ask(Message, id=0x7010, reply=Async[u32], remote=True):
    """A question."""

    inner: Inner
