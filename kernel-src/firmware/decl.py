# SPDX-License-Identifier: BSD-3-Clause
"""What the firmware's tables say of the machine: CPUs, interrupt controllers, timers."""

from trap.decl import traps_ready

from dsl import init_step, tunable

firmware_read = init_step(
    "firmware_init",
    after=(traps_ready,),
    doc="Read ACPI's tables, or else the MP table, while all memory is where boot.S left it.",
)

tables = tunable(
    ("any", "acpi", "mp", "none"), default="any", doc="Which of the firmware's tables are asked."
)
