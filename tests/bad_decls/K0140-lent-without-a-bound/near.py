from dsl import Bytes, L, Lend, Port, Priority, Sync, message, thread

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd):
    @message(1)
    def on(self, text: Lend[Bytes, L[16]]) -> Sync[None]:
        """Switch it on."""
        ...
