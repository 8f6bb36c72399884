from dsl import Port, Priority, Struct, Sync, message, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampOnMsg(Struct):
    """What a lamp says."""

    level: u32


class LampPort(Port, id=0x20, owner=lampd):
    @message(1)
    def on(self, level: u32) -> Sync[None]:
        """Switch it on."""
        ...
