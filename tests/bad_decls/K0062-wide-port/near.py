from dsl import Regs, ioports, u32


class Counter(Regs):
    io = ioports(8)
    low = io[0].ro(u32)
    high = io[4].ro(u32)
