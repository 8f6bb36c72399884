# SPDX-License-Identifier: BSD-3-Clause
"""The 16550 serial port (PC16550D data sheet, section 8)."""

from dsl import Reg, Regs, bit, bits, ioports, mbz, read_clears, ro, rw, u8, wo


class Ier(Reg, width=8):
    """Interrupt enable."""

    erbfi = bit(0, rw)
    etbei = bit(1, rw)
    elsi = bit(2, rw)
    edssi = bit(3, rw)
    zero = bits(4, 7, mbz)


class Iir(Reg, width=8):
    """Interrupt identification."""

    none = bit(0, ro)
    id = bits(1, 3, ro, read_clears)
    zero = bits(4, 5, mbz)
    fifos = bits(6, 7, ro)


class Fcr(Reg, width=8):
    """FIFO control."""

    enable = bit(0, wo)
    clear_rx = bit(1, wo)
    clear_tx = bit(2, wo)
    dma_mode = bit(3, wo)
    zero = bits(4, 5, mbz)
    trigger = bits(6, 7, wo)


class Lcr(Reg, width=8):
    """Line control."""

    wls = bits(0, 1, rw)
    stb = bit(2, rw)
    pen = bit(3, rw)
    eps = bit(4, rw)
    stick = bit(5, rw)
    set_break = bit(6, rw)
    dlab = bit(7, rw)


class Mcr(Reg, width=8):
    """Modem control."""

    dtr = bit(0, rw)
    rts = bit(1, rw)
    out1 = bit(2, rw)
    out2 = bit(3, rw)
    loop = bit(4, rw)
    zero = bits(5, 7, mbz)


class Lsr(Reg, width=8):
    """Line status."""

    dr = bit(0, ro)
    oe = bit(1, ro, read_clears)
    pe = bit(2, ro, read_clears)
    fe = bit(3, ro, read_clears)
    bi = bit(4, ro, read_clears)
    thre = bit(5, ro)
    temt = bit(6, ro)
    rx_fifo_error = bit(7, ro)


class Msr(Reg, width=8):
    """Modem status."""

    dcts = bit(0, ro, read_clears)
    ddsr = bit(1, ro, read_clears)
    teri = bit(2, ro, read_clears)
    ddcd = bit(3, ro, read_clears)
    cts = bit(4, ro)
    dsr = bit(5, ro)
    ri = bit(6, ro)
    dcd = bit(7, ro)


class Ns16550(Regs):
    """Eight ports; two of them show the divisor while LCR.DLAB is set."""

    io = ioports(8)
    lcr = io[3].rw(Lcr)
    rbr = io[0].ro(u8, when=lcr.dlab == 0, read_clears=True)
    thr = io[0].wo(u8, when=lcr.dlab == 0)
    dll = io[0].rw(u8, when=lcr.dlab == 1)
    ier = io[1].rw(Ier, when=lcr.dlab == 0)
    dlm = io[1].rw(u8, when=lcr.dlab == 1)
    iir = io[2].ro(Iir)
    fcr = io[2].wo(Fcr)
    mcr = io[4].rw(Mcr)
    lsr = io[5].ro(Lsr)
    msr = io[6].ro(Msr)
    scr = io[7].rw(u8)
