from dsl import Struct, u32


class Lamp(Struct):
    level: u32
