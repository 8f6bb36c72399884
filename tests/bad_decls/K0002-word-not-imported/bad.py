from dsl import u32


class Point(Struct):
    x: u32
