# SPDX-License-Identifier: BSD-3-Clause
"""The 8254 interval timer (Intel 8254 data sheet, "Programming the 8254")."""

from dsl import Reg, Regs, bit, bits, ioports, u8, wo


class Control(Reg, width=8):
    """Control word."""

    bcd = bit(0, wo)
    mode = bits(1, 3, wo)
    access = bits(4, 5, wo)
    counter = bits(6, 7, wo)


class I8254(Regs):
    """Three counters, each read and written a byte at a time, and their control word."""

    io = ioports(4)
    counter0 = io[0].rw(u8, read_clears=True)
    counter1 = io[1].rw(u8, read_clears=True)
    counter2 = io[2].rw(u8, read_clears=True)
    control = io[3].wo(Control)
