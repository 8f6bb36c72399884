from dsl import Struct, u32


class Point(Struct):
    long: u32
    short: u32
