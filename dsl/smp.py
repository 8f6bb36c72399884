# SPDX-License-Identifier: BSD-3-Clause
"""IPI messages: what one CPU asks another to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Ipi:
    """An IPI message: its prototype, and how urgent it is."""

    function: Callable[..., Any]
    passive: bool
    rendezvous: bool


def ipi(
    *, passive: bool = False, rendezvous: bool = False
) -> Callable[[Callable[..., Any]], Ipi]:
    """Declare an IPI message; stands above a prototype whose annotations are what it carries.

    It carries at most one kernel pointer and one word of 32 bits.  `void ipi_on_<name>(...)`
    handles it, on the CPU that it is sent to, in a critical section: it may neither sleep nor
    wait for another CPU.  A last argument `frame` is the trap frame of what was interrupted, if
    anything was; it is not carried.

    `ipi_<name>(cpu, ...)` sends it, `ipi_<name>_mask(cpus, ...)` to a set of CPUs, and
    `ipi_<name>_try(cpu, ...)` unless it would have to wait for room.  `passive`: no interrupt
    is raised, the CPU finds it when it looks next (dragonfly.md 3.3).  `rendezvous`: there is
    `cpusync_<name>(sync, ...)`, too, by which all CPUs of a rendezvous do it at once.
    """

    def declare(function: Callable[..., Any]) -> Ipi:
        return Ipi(function, passive, rendezvous)

    return declare
