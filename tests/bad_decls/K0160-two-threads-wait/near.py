from dsl import Port, Priority, Sync, message, thread, token

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


fand = thread("fan_serve", priority=Priority.SOFT_NORMAL)
lamp_token = token()


class FanPort(Port, id=0x21, owner=fand, takes=(lamp_token,)):
    """Fans."""

    @message(1)
    def on(self) -> Sync[None]:
        """Switch it on."""
        ...


class LampPort(Port, id=0x20, owner=lampd, sends=(FanPort.on,)):
    """Lamps."""

    @message(1)
    def on(self) -> Sync[None]:
        """Switch it on."""
        ...


class SwitchPort(Port, id=0x22, owner=fand, takes=(lamp_token,)):
    """Switches."""
