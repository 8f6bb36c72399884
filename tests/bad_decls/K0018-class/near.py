from dsl import Struct, u32


class Unions(Struct):
    members: u32
