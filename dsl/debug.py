# SPDX-License-Identifier: BSD-3-Clause
"""What a kernel shows of itself: counters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Counter:
    """A number that only grows, counted by each CPU for itself."""

    unit: str
    doc: str


def counter(unit: str, *, doc: str) -> Counter:
    """Declare a counter of 64 bits; every CPU has its own.

    `count_<subsystem>_<name>()` counts one of what `unit` calls many of (`messages`), and
    `count_<subsystem>_<name>_add(n)` several: one instruction without a lock, from anywhere.
    `counters` at the prompt adds the CPUs' up.
    """
    return Counter(unit, doc)
