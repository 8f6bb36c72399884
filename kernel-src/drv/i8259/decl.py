# SPDX-License-Identifier: BSD-3-Clause
"""The 8259A interrupt controller (Intel 8259A data sheet, "Programming the 8259A")."""

from dsl import Reg, Regs, bit, bits, interrupt, ioports, u8, wo


class Command(Reg, width=8):
    """ICW1, OCW2 and OCW3 share the first port; bits 3 and 4 tell them apart."""

    level = bits(0, 2, wo)
    ocw3 = bit(3, wo)
    icw1 = bit(4, wo)
    operation = bits(5, 7, wo)


class I8259(Regs):
    """One controller: its command port and its mask."""

    io = ioports(2)
    command = io[0].wo(Command)
    isr = io[0].ro(u8)
    data = io[1].rw(u8)


spurious = interrupt(7, vector=0x27, doc="What a controller reports that has nothing.")
spurious_second = interrupt(15, vector=0x2F, doc="The same, of the second one.")
