# SPDX-License-Identifier: BSD-3-Clause
"""The console: the first serial port."""

from dsl import Priority, init_step, interrupt, thread

console_ready = init_step("console_init", doc="The serial port writes; boot messages appear.")

console_input = interrupt(4, vector=0x24, doc="COM1 has received.")

ttyd = thread(
    "ttyd_main", priority=Priority.INT_MEDIUM, preempts=True, doc="Line editing; wakes readers."
)
