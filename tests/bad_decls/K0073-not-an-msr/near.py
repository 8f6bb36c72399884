from dsl import Regs, mmio, u32


class Port(Regs):
    m = mmio(64, msrs=0x800)
    a = m[0x10].rw(u32)
