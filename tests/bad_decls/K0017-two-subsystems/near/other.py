from dsl import Struct, u32


class Pair(Struct):
    a: u32
    b: u32
