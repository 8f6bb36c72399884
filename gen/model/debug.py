# SPDX-License-Identifier: BSD-3-Clause
"""What a kernel shows of itself, resolved: counters."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.debug import Counter
from gen.load import Declared
from gen.model.debug_nodes import CounterRow, Debugging
from gen.model.start import qualified


def debugging(declared: Declared) -> Debugging:
    """Return all that a kernel shows of itself."""
    return Debugging(tuple(counters(declared)))


def counters(declared: Declared) -> Iterator[CounterRow]:
    """Yield the counters, by name; that is the order of their numbers."""
    for number, item in enumerate(sorted(declared.items(Counter), key=qualified)):
        row = item.value
        yield CounterRow(number, item.name, item.module.subsystem, row.unit, row.doc, item.loc)
