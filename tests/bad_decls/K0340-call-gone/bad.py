from dsl import Enum, Struct, u32, u64


class Lamp(Enum, u32):
    LAMP_DESK, LAMP_DOOR = 0, 1


class Light(Struct):
    level: u32
    hours: u32
    energy: u64
