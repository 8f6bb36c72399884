from dsl import Reg, bit, rw


class Lsr(Reg, width=8):
    a = bit(7, rw)
