from dsl import OneWay, Port, Priority, Sync, message, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd):
    """Lamps."""

    protocol = "open (dim | glow)* close"

    @message(1)
    def open(self) -> Sync[None]:
        """Begin."""
        ...

    @message(2)
    def dim(self, level: u32) -> Sync[None]:
        """Less light."""
        ...

    @message(3)
    def glow(self) -> OneWay:
        """More light."""
        ...

    @message(4)
    def close(self) -> OneWay:
        """End."""
        ...
