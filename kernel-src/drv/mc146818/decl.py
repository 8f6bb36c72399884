# SPDX-License-Identifier: BSD-3-Clause
"""The MC146818 real-time clock of a PC (its data sheet): an index and a window."""

from dsl import Regs, ioports, u8


class Mc146818(Regs):
    """Two ports: which cell, and the cell."""

    io = ioports(2)
    index = io[0].wo(u8)
    data = io[1].rw(u8, read_clears=True)
