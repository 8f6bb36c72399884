from dsl import Array, Async, L, Message, Port, Priority, thread, u32, u64

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class Glow0(Message, id=0x7000, reply=Async[u32], remote=True):
    """Glow, as it was."""

    level: u32
    room: u32


class Glow(Message, id=0x7001, reply=Async[u32], remote=True, was=Glow0):
    """Glow."""

    level: u64


class LampPort(Port, id=0x20, owner=lampd):
    accepts = (Glow,)
