from dsl import Reg, bit, bits, rw


class Lsr(Reg, width=8):
    a = bits(0, 3, rw)
    b = bit(3, rw)
