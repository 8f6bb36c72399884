from dsl import Struct, u32


class Point(Struct):
    length: u32
    breadth: u32
