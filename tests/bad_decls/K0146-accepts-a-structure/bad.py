from dsl import Port, Priority, Struct, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class Level(Struct):
    """How bright."""

    watts: u32


class LampPort(Port, id=0x20, owner=lampd):
    """Lamps."""

    accepts = (Level,)
