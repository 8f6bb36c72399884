from msgport.decl import put_only_port

from dsl import Port, Priority, Sync, message, spinlock, thread

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


lamp_lock = spinlock()


class LampPort(Port, id=0x20, owner=lampd):
    """Lamps."""

    @message(1)
    def on(self) -> Sync[None]:
        """Switch it on."""
        ...


class SwitchPort(Port, id=0x22, kind=put_only_port, takes=(lamp_lock,), sends=(LampPort.on,)):
    """Switches."""
