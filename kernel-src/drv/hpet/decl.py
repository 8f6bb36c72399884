# SPDX-License-Identifier: BSD-3-Clause
"""The high-precision event timer (IA-PC HPET specification 1.0a, 2.3), its counter alone."""

from vm.decl import vm_ready

from dsl import Reg, Regs, bit, bits, clock_source, init_step, mmio, ro, rw, u32


class Capabilities(Reg, width=32):
    """General capabilities, low half."""

    revision = bits(0, 7, ro)
    timers = bits(8, 12, ro)
    wide = bit(13, ro)


class Configuration(Reg, width=32):
    """General configuration."""

    enable = bit(0, rw)
    legacy = bit(1, rw)


class Hpet(Regs):
    """A page of registers; the period is that of a count, in femtoseconds."""

    page = mmio(1024)
    capabilities = page[0x00].ro(Capabilities)
    period = page[0x04].ro(u32)
    configuration = page[0x10].rw(Configuration)
    counter = page[0xF0].rw(u32)


hpet_ready = init_step("hpet_init", after=(vm_ready,), doc="Let the counter count.")

hpet = clock_source(width=32, quality=500, doc="The low half of the counter.")
