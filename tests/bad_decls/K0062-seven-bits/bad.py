from dsl import Reg, bit


class Status(Reg, width=7):
    ready = bit(0)
