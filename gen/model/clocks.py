# SPDX-License-Identifier: BSD-3-Clause
"""Clock sources of the model, best first."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.clock import ClockSource as Declaration
from gen.load import Declared
from gen.model.platform_nodes import ClockSource


def clock_sources(declared: Declared) -> Iterator[ClockSource]:
    """Yield the clock sources by their quality; that is the order in which they are tried."""
    items = sorted(declared.items(Declaration), key=lambda i: (-i.value.quality, i.name))
    for number, item in enumerate(items):
        row = item.value
        yield ClockSource(
            number,
            item.name,
            item.module.subsystem,
            row.width,
            row.quality,
            row.frequency,
            row.doc,
            item.loc,
        )
