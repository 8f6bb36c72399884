from dsl import Struct, u32


class Point(Struct):
    __x: u32
    _Bool: u32
