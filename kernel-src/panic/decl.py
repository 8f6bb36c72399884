# SPDX-License-Identifier: BSD-3-Clause
"""The end of the kernel: a name, values, a backtrace, an epitaph, an exit status."""

from dsl import tunable

exit = tunable(
    ("power", "debugcon"), default="power", doc="How the machine ends: by QEMU's exit device, too."
)
