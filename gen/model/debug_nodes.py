# SPDX-License-Identifier: BSD-3-Clause
"""The nodes of the model for what a kernel shows of itself."""

from __future__ import annotations

from dataclasses import dataclass

from gen.place import Loc


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A counter; its number is its place in what each CPU counts."""

    number: int
    name: str
    subsystem: str
    unit: str
    doc: str
    loc: Loc

    @property
    def c_name(self) -> str:
        """What C calls it: `ipi_sent`."""
        return f"{self.subsystem}_{self.name}"


@dataclass(frozen=True, slots=True)
class Debugging:
    """All that a kernel shows of itself."""

    counters: tuple[CounterRow, ...]
