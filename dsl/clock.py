# SPDX-License-Identifier: BSD-3-Clause
"""Clock sources: counters that time can be told by."""

from __future__ import annotations

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class ClockSource:
    """A counter that goes on by itself: how wide it is, how fast, and how good."""

    width: int
    quality: int
    frequency: int
    doc: str


def clock_source(
    *, width: int, quality: int, frequency: int = 0, doc: str = ""
) -> ClockSource:
    """Declare a counter of `width` bits that begins again at 0 behind its last value.

    `frequency` is in Hz; a source without one says it itself.  `quality`: of the sources that
    are there, the best one tells the time.  `uint64_t <name>_frequency(void)` says how fast it
    counts, and 0 when this machine has none; `uint64_t <name>_count(void)` reads it.
    """
    return ClockSource(width, quality, frequency, doc)
