# SPDX-License-Identifier: BSD-3-Clause
"""A device: two registers with eight fields each, and a block of eight."""

from __future__ import annotations

import string

DEVICE = string.Template('''\
"""The device $name, of many."""

from dsl import Reg, Regs, bit, bits, mmio, ro, rw, u32


class ${Name}Control(Reg, width=32):
    """Control."""

    enable = bit(0, rw)
    reset = bit(1, rw)
    mode = bits(2, 4, rw)
    speed = bits(5, 7, rw)
    mask = bits(8, 15, rw)
    depth = bits(16, 19, rw)
    loop = bit(20, rw)
    wake = bit(21, rw)


class ${Name}Status(Reg, width=32):
    """Status."""

    ready = bit(0, ro)
    busy = bit(1, ro)
    error = bits(2, 4, ro)
    level = bits(5, 7, ro)
    count = bits(8, 15, ro)
    version = bits(16, 19, ro)
    full = bit(20, ro)
    empty = bit(21, ro)


class ${Name}(Regs):
    """Eight registers."""

    page = mmio(4096)
    control = page[0x00].rw(${Name}Control)
    status = page[0x04].ro(${Name}Status)
    low = page[0x08].rw(u32)
    high = page[0x0C].rw(u32)
    head = page[0x10].rw(u32)
    tail = page[0x14].rw(u32)
    ring = page[0x18].rw(u32)
    limit = page[0x1C].rw(u32)
''')
