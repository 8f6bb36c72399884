from dsl import Struct, u32


class Color(Struct):
    red = u32
