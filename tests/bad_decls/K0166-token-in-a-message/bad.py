from dsl import Async, Message, Struct, token, u32


class Lamp(Struct):
    """What is on."""

    brightness: u32


class Shine(Message, id=0x0901, reply=Async[None]):
    """Be as bright as this."""

    like: Lamp


lamp_token = token(per=Lamp)
