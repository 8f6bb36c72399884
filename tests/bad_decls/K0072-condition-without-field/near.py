from dsl import Reg, Regs, bit, ioports, mmio, u8, u32


class Lcr(Reg, width=8):
    dlab = bit(7)


class Port(Regs):
    io = ioports(4)
    lcr = io[3].rw(Lcr)
    a = io[0].rw(u8, when=lcr.dlab == 0)
