from dsl import Async, Message, u32

class Ask(Message, id=0x7010, reply=Async[u32]):
    """A question."""

    answer: u32
