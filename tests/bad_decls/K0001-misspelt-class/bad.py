from dsl import Struct, u32


clsas Point(Struct):
    x: u32
