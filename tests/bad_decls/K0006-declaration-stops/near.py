from dsl import Reg, bit


class Status(Reg, width=8):
    ready = bit(1)
