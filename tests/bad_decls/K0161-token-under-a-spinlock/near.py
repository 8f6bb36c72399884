from msgport.decl import put_only_port

from dsl import Port, Sync, message, serializer, token

class LampPort(Port, id=0x20, kind=put_only_port):
    """Lamps."""

    @message(1)
    def on(self) -> Sync[None]:
        """Switch it on."""
        ...


lamp_lock = serializer()
lamp_token = token(after=(lamp_lock,))
