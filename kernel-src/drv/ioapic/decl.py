# SPDX-License-Identifier: BSD-3-Clause
"""The I/O APIC (Intel 82093AA data sheet, 3.0): two registers that show the others."""

from drv.lapic.decl import pins_ready

from dsl import Bits, Regs, bit, bits, init_step, mmio, tunable, u32, u64


class IoapicRegs(Regs):
    """Which register, and what it holds."""

    page = mmio(32)
    select = page[0x00].rw(u32)
    window = page[0x10].rw(u32)


class Redirection(Bits, u64):
    """Where a pin's interrupt goes (3.2.4): two registers."""

    vector = bits(0, 7)
    delivery = bits(8, 10)
    logical = bit(11)
    pending = bit(12)
    low = bit(13)
    remote_irr = bit(14)
    level = bit(15)
    masked = bit(16)
    destination = bits(56, 63)


lines_ready = init_step(
    "ioapic_init", after=(pins_ready,), doc="Route ISA's lines by it, in the 8259s' place."
)

ioapic = tunable(("on", "off"), default="on", doc="Who takes interrupts: off, the 8259s.")
