from msgport.decl import FreeReplyPort, LwktMsg, LwktPort, MsgFlags, NullReplyPort

from dsl import Port, Priority, Sync, message, message_header, thread, u32

lampd = thread("lamp_serve", priority=Priority.SOFT_NORMAL)


class LampPort(Port, id=0x20, owner=lampd):
    @message(1)
    def on(self, level: u32) -> Sync[None]:
        """Switch it on."""
        ...


header = message_header(
    LwktMsg, port=LwktPort, flags=MsgFlags, unanswered=NullReplyPort, freed=FreeReplyPort
)
