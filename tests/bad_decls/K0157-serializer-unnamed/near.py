from msgport.decl import serialize_port

from dsl import Async, Port, message, serializer, u32

lamp_serializer = serializer()


class LampPort(Port, id=0x20, kind=serialize_port, serializer=lamp_serializer):
    @message(1)
    def on(self, level: u32) -> Async[None]:
        """Switch it on."""
        ...
