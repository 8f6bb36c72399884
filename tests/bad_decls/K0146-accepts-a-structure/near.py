from dsl import Async, Message, Port, Priority, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class Level(Message, id=0x7010, reply=Async[u32]):
    """How bright."""

    watts: u32


class LampPort(Port, id=0x20, owner=lampd):
    """Lamps."""

    accepts = (Level,)
