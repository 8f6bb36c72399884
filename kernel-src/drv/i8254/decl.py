# SPDX-License-Identifier: BSD-3-Clause
"""The 8254 interval timer (Intel 8254 data sheet, "Programming the 8254").

Counter 0 interrupts once, when that is asked for; counter 2 goes round and tells the time.
"""

from dsl import Reg, Regs, bit, bits, clock_source, interrupt, ioports, rw, u8, wo


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


class Gate(Reg, width=8):
    """A PC's port B: who may count, and who is heard."""

    counter2 = bit(0, rw)
    speaker = bit(1, rw)


class PortB(Regs):
    """One port."""

    io = ioports(1)
    gate = io[0].rw(Gate)


tick = interrupt(0, vector=0x20, doc="The 8254's counter 0 has come to its end.")

pit = clock_source(
    width=16, quality=100, frequency=1_193_182, doc="Counter 2, which every PC has."
)
