from dsl import Regs, mmio, u32


class Port(Regs):
    m = mmio(16)
    a = m[4].rw(u32)
