from dsl import Flags, u32


class Mode(Flags, u32):
    MODE_A = 1
    MODE_B = 2
