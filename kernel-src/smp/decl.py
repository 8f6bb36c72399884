# SPDX-License-Identifier: BSD-3-Clause
"""More than one CPU: starting them, stopping them, and what they ask each other."""

from dsl import Enum, Kptr, L, ipi, u32


class CpuLimit(Enum, u32):
    """How many CPUs there can be."""

    CPU_MAX = 16


@ipi()
def schedule(td: Kptr[L["thread"]]) -> None:
    """Make a thread ready that belongs to the CPU that is asked."""


@ipi()
def flush_kernel(first: Kptr[L["void"]], pages: u32) -> None:
    """Forget how addresses of the kernel were mapped."""
