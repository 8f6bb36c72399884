# SPDX-License-Identifier: BSD-3-Clause
"""What things may cost: instructions and locked instructions, measured on every run."""

from __future__ import annotations

from collections.abc import Mapping

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Budget:
    """A path, and what it may cost on each architecture."""

    instructions: Mapping[str, int]
    bar: Mapping[str, int]
    why: str
    locked: int | None
    run: str
    row: str
    cpus: int
    doc: str


def budget(
    instructions: Mapping[str, int],
    *,
    bar: Mapping[str, int] | None = None,
    why: str = "",
    locked: int | None = None,
    run: str = "",
    row: str = "",
    cpus: int = 1,
    doc: str = "",
) -> Budget:
    """Declare what one operation may cost: instructions, by architecture.

    `void bench_<subsystem>_<name>(struct bench *)` in the subsystem's folder bench/ does it
    many times between bench_begin() and bench_end(); `run`: a program of user/ prints the row
    instead.  `row`: the row's name, where the budget's own is taken.  `locked`: how many
    instructions of the operation may lock the bus (a `lock` prefix, or xchg with memory; SDM
    3A 8.1.2), where that is to be counted.  `cpus`: on how many CPUs it is measured.  `bar`:
    what it should cost on the architectures where it costs more; `why` says what stands in
    the way.
    """
    return Budget(instructions, bar or {}, why, locked, run, row, cpus, doc)
