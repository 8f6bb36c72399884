from dsl import Port, Priority, Sync, message, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd, clients=2):
    @message(1)
    def on(self, level: u32) -> Sync[None]:
        """Switch it on."""
        ...
