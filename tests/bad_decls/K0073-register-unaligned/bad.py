from dsl import Regs, mmio, u32


class Port(Regs):
    m = mmio(16)
    a = m[2].rw(u32)
