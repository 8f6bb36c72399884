from dsl import Struct, u32


class Color(Struct):
    u32 red
    u32 green
