from dsl import Bits, Enum, bits, rw, u32


class Lamp(Bits, u32):
    """How a lamp is."""

    mode = bits(0, 3, rw)


class Mode(Enum, u32):
    """Modes."""

    LAMP_MODE_DAY = 0
    LAMP_MODE_NIGHT = 1
