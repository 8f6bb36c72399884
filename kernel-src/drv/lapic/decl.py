# SPDX-License-Identifier: BSD-3-Clause
"""The local APIC (SDM 3A 11.4.1), in memory or, as x2APIC, by MSRs (11.12)."""

from vm.decl import vm_ready

from dsl import Reg, Regs, bit, bits, init_step, local_interrupt, mmio, ro, rw, tunable, u32


class Version(Reg, width=32):
    """Version (11.4.8)."""

    version = bits(0, 7, ro)
    max_lvt = bits(16, 23, ro)
    suppress_eoi = bit(24, ro)


class Svr(Reg, width=32):
    """Spurious-interrupt vector (11.9)."""

    vector = bits(0, 7, rw)
    enable = bit(8, rw)
    focus = bit(9, rw)


class Icr(Reg, width=64):
    """Interrupt command (11.6.1, 11.12.9): writing its low half sends."""

    vector = bits(0, 7, rw)
    delivery = bits(8, 10, rw)
    logical = bit(11, rw)
    pending = bit(12, ro)
    assert_level = bit(14, rw)
    level = bit(15, rw)
    shorthand = bits(18, 19, rw)
    destination = bits(32, 63, rw)


class Lvt(Reg, width=32):
    """Local vector table entry of a pin (11.5.1)."""

    vector = bits(0, 7, rw)
    delivery = bits(8, 10, rw)
    status = bit(12, ro)
    low = bit(13, rw)
    remote_irr = bit(14, ro)
    level = bit(15, rw)
    masked = bit(16, rw)


class LvtTimer(Reg, width=32):
    """Local vector table entry of the timer (11.5.4)."""

    vector = bits(0, 7, rw)
    status = bit(12, ro)
    masked = bit(16, rw)
    mode = bits(17, 18, rw)


class Divide(Reg, width=32):
    """Timer divide configuration: bits 0, 1 and 3 are one number (11.5.4, figure 11-10)."""

    low = bits(0, 1, rw)
    high = bit(3, rw)


class Lapic(Regs):
    """One page of registers, 16 bytes apart; or as many MSRs (11.12.1.2)."""

    page = mmio(4096, msrs=0x800)
    id = page[0x20].rw(u32)
    version = page[0x30].ro(Version)
    tpr = page[0x80].rw(u32)
    eoi = page[0xB0].wo(u32)
    svr = page[0xF0].rw(Svr)
    esr = page[0x280].rw(u32)
    icr = page[0x300].rw(Icr, high=0x310)
    lvt_timer = page[0x320].rw(LvtTimer)
    lint0 = page[0x350].rw(Lvt)
    lint1 = page[0x360].rw(Lvt)
    timer_initial = page[0x380].rw(u32)
    timer_current = page[0x390].ro(u32)
    timer_divide = page[0x3E0].rw(Divide)


spurious_local = local_interrupt(vector=0xFF, doc="The local APIC had nothing to say after all.")

timer = local_interrupt(vector=0xD0, doc="The local APIC's timer has come to its end.")

pins_ready = init_step(
    "lapic_init", after=(vm_ready,), doc="Let the 8259s through, where no firmware has."
)

x2apic = tunable(
    ("on", "off"), default="on", doc="Where local APICs' registers are: off, always in memory."
)
