from dsl import Regs, mmio, u32


class Port(Regs):
    m = mmio(64)
    a = m[0x00].rw(u32, high=0x10)
