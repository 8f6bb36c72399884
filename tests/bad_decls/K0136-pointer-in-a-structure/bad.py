from dsl import Async, Kptr, L, Message, Struct, thread, u32

class Inner(Struct):
    """What it is about."""

    thread: Kptr[L["thread"]]


class Ask(Message, id=0x7010, reply=Async[u32], remote=True):
    """A question."""

    inner: Inner
