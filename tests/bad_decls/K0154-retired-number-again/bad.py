from dsl import OneWay, Port, Priority, Sync, message, retired_message, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd):
    @message(1)
    def on(self, level: u32) -> Sync[None]:
        """Switch it on."""
        ...

    @message(2)
    def off(self) -> OneWay:
        """Switch it off."""
        ...


blink = retired_message(0x2002, "blink", since="0.1", why="it flickered")
