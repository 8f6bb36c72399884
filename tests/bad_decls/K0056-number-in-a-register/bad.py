from dsl import Reg, bit


class Status(Reg, width=8):
    ready = 0
    full = bit(1)
