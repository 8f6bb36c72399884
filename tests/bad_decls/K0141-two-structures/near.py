from dsl import Async, Message, Port, Priority, Sync, message, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd):
    @message(1)
    def on(self, level: u32) -> Sync[None]:
        """Switch it on."""
        ...


class LampGlow(Message, id=0x7010, reply=Async[u32]):
    """The same name in C."""

    n: u32
