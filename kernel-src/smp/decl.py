# SPDX-License-Identifier: BSD-3-Clause
"""More than one CPU: starting them, stopping them, and what they ask each other."""

from dsl import Kptr, L, ipi, u32


@ipi()
def schedule(td: Kptr[L["thread"]]) -> None:
    """Make a thread ready that belongs to the CPU that is asked."""


@ipi()
def settle() -> None:
    """Come out of the critical section that you may be in."""


@ipi()
def flush_kernel(first: Kptr[L["void"]], pages: u32) -> None:
    """Forget how addresses of the kernel were mapped."""
