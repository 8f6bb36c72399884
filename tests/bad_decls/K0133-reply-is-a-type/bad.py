from dsl import Message, u32

class Ask(Message, id=0x7010, reply=u32):
    """A question."""

    n: u32
