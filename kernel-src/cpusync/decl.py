# SPDX-License-Identifier: BSD-3-Clause
"""Rendezvous: all CPUs stand still while one changes something, and take note of it then."""

from ipi.decl import IpiSlot

from dsl import Kptr, L, Struct, counter, ipi, u32


class Cpusync(Struct):
    """A rendezvous, on the stack of who called it.

    `stopped` and `done` say which CPUs stand still, and which have done what is in the slot
    once `go` was said.
    """

    cpus: u32
    stopped: u32
    done: u32
    go: u32
    slot: IpiSlot


class CpusyncState(Struct, percpu=True):
    """Where a CPU stands still, and whether it is in a rendezvous; the CPU's own."""

    waits: Kptr[L["cpusync"]]
    inside: u32


called = counter("times", doc="Rendezvous that were called.")


@ipi()
def cpusync_stop(sync: Kptr[L["cpusync"]]) -> None:
    """Stand still, and serve other messages, until who called lets go."""
