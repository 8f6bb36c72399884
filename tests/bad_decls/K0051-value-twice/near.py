from dsl import Enum, u32


class Colour(Enum, u32):
    RED = 1
    GREEN = 2
