from dsl import Struct, syscall, u32


@syscall(700)
class Lamp(Struct):
    level: u32
