from dsl import OneWay, Port, Priority, message, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd):
    @message(1, droppable=True)
    def on(self, level: u32) -> OneWay:
        """Switch it on."""
        ...
