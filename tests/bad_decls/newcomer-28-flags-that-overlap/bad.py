from dsl import Flags, u32


class Mode(Flags, u32):
    MODE_ON = 1
    MODE_BLINK = 2
    MODE_BRIGHT = 3
