from dsl import Enum, Struct, u32


class Kind(Enum, u32):
    SMALL, LARGE = 0, 1


class Point(Struct):
    x: u33
    kind: Knid
    y: u33
