from dsl import Regs, ioports, u8


class Port(Regs):
    io = ioports(4)
    a = io["0"].ro(u8)
