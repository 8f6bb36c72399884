from dsl import Async, Message, u32, u64

class Ask(Message, id=0x7010, reply=Async[u32], remote=True):
    """A question."""

    n: u64
