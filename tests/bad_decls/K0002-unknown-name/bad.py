from dsl import Out, Struct, u32


class Point(Struct):
    x: u32
    y: u33
