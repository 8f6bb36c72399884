from msgport.decl import put_only_port

from dsl import Port, Priority, Sync, message, thread, token

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


lamp_token = token()


class LampPort(Port, id=0x20, owner=lampd, takes=(lamp_token,)):
    """Lamps."""

    @message(1)
    def on(self) -> Sync[None]:
        """Switch it on."""
        ...


class SwitchPort(Port, id=0x22, kind=put_only_port, takes=(lamp_token,), sends=(LampPort.on,)):
    """Switches."""
