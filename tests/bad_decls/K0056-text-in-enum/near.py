from dsl import Enum, u32


class Color(Enum, u32):
    RED = 1
    GREEN = 2
