from dsl import Enum, Struct, u32


class Kind(Enum, u32):
    SMALL, LARGE = 0, 1


class Point(Struct):
    x: u32
    kind: Kind
    y: u32
