from dsl import Struct, token, u32

class Lamp(Struct):
    """A lamp."""

    n: u32


lamp_token = token(per=Lamp)
