# SPDX-License-Identifier: BSD-3-Clause
"""More than one CPU: starting them, stopping them, and what they ask each other."""

from dsl import Kptr, L, ipi, tunable, u32

cpus = tunable(u32, default=16, least=1, most=16, doc="How many CPUs run at most.")


@ipi()
def schedule(td: Kptr[L["thread"]]) -> None:
    """Make a thread ready that belongs to the CPU that is asked."""


@ipi()
def adopt(td: Kptr[L["thread"]]) -> None:
    """Take a thread over: the CPU that it was on has done with it."""


@ipi()
def give(td: Kptr[L["thread"]], cpu: u32) -> None:
    """Send a thread to the CPU of this number, if it may go."""


@ipi()
def look() -> None:
    """Look what the program that runs owes before it goes on."""


@ipi()
def settle() -> None:
    """Come out of the critical section that you may be in."""


@ipi(rendezvous=True)
def flush_kernel(first: Kptr[L["void"]], pages: u32) -> None:
    """Forget how addresses of the kernel were mapped."""
