from dsl import Async, Message, Priority, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class Ask(Message, id=0x7010, reply=Async[u32]):
    """A question."""

    n: u32


class Beg(Message, id=0x7011, reply=Async[u32]):
    """Another."""

    n: u32
