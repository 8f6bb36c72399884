from dsl import Reg, Regs, bit, ioports, u8


class Lcr(Reg, width=8):
    dlab = bit(7)


class Port(Regs):
    io = ioports(4)
    lcr = io[3].rw(Lcr)
    a = io[0].ro(u8, when=1)
