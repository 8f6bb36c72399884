from dsl import Async, Message, Port, Priority, Sync, message, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd):
    @message(1)
    def on(self, level: u32) -> Sync[None]:
        """Switch it on."""
        ...


class Ask(Message, id=0x2001, reply=Async[u32]):
    """A question."""

    n: u32
