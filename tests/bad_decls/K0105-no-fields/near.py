from dsl import Struct, u8


class Point(Struct):
    x: u8
