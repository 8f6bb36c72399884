from msgport.decl import spin_port

from dsl import Async, Port, message, serializer, u32

lamp_serializer = serializer()


class LampPort(Port, id=0x20, kind=spin_port, serializer=lamp_serializer):
    @message(1)
    def on(self, level: u32) -> Async[None]:
        """Switch it on."""
        ...
