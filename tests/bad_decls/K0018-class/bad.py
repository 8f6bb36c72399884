from dsl import Struct, u32


class Union(Struct):
    members: u32
