from dsl import Regs, ioports, u64


class Counter(Regs):
    io = ioports(8)
    count = io[0].ro(u64)
