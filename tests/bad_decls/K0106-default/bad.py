from dsl import Struct, u32


class Point(Struct):
    x: u32 = 0
    y: u32
