from dsl import Enum, u32


class Mode(Enum, u32):
    OFF = 0
    ON = 1
    BRIGHT = 1
