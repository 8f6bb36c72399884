from dsl import Regs, mmio, u64


class Port(Regs):
    m = mmio(64)
    a = m[0x00].rw(u64, high=0x10)
