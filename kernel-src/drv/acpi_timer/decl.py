# SPDX-License-Identifier: BSD-3-Clause
"""ACPI's power-management timer (ACPI specification 6.4, 4.8.3.3), of which 24 bits are sure."""

from dsl import Regs, clock_source, ioports, u32


class AcpiTimer(Regs):
    """One port, which counts."""

    io = ioports(4)
    counter = io[0].ro(u32)


pm = clock_source(width=24, quality=300, frequency=3_579_545)
