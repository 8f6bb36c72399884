# SPDX-License-Identifier: BSD-3-Clause
"""A serial port with a divisor behind a switch, and a mapped one, for the golden files."""

from dsl import Reg, Regs, bit, bits, ioports, mbz, mmio, read_clears, ro, rw, u8, u32, u64


class Lcr(Reg, width=8):
    """Line control."""

    size = bits(0, 1, rw)
    zero = bits(2, 6, mbz)
    dlab = bit(7, rw)


class Lsr(Reg, width=8):
    """Line status."""

    ready = bit(0, ro)
    overrun = bit(1, ro, read_clears)


class Uart(Regs):
    """Eight ports."""

    io = ioports(8)
    lcr = io[3].rw(Lcr)
    data = io[0].rw(u8, when=lcr.dlab == 0, read_clears=True)
    divisor = io[0].rw(u8, when=lcr.dlab == 1)
    lsr = io[5].ro(Lsr)


class Mapped(Regs):
    """One register, which is only written."""

    page = mmio(4096)
    eoi = page[0xB0].wo(u32)


class Local(Regs):
    """In memory or by MSRs; the upper half of the command stands apart, and goes first."""

    page = mmio(4096, msrs=0x800)
    id = page[0x20].ro(u32)
    command = page[0x300].rw(u64, high=0x310)
