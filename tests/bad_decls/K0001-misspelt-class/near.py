from dsl import Struct, u32


class Point(Struct):
    x: u32
