from dsl import Enum, u8


class Colour(Enum, u8):
    RED = 255
