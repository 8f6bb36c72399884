from dsl import Async, Message, Struct, u32, usize

class Inner(Struct):
    """What it is about."""

    n: usize


class Ask(Message, id=0x7010, reply=Async[u32], remote=True):
    """A question."""

    inner: Inner
