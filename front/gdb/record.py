# SPDX-License-Identifier: BSD-3-Clause
"""What the CPUs recorded, read from their rings."""

from __future__ import annotations

from collections.abc import Iterator

from front.gdb.memory import Machine, Object
from front.gdb.thread import areas
from front.trace import Record


def records(machine: Machine) -> Iterator[Record]:
    """Yield the whole records of all rings."""
    for number, area in enumerate(areas(machine)):
        ring = area.inner("trace_ring")
        size = machine.kernel.structure_of["trace_record"].size
        first = ring.address + ring.field("records").offset
        found = [Object(machine, "trace_record", first + place * size)
                 for place in range(ring.field("records").count)]
        for one in sorted(found, key=lambda one: one.number("count")):
            if one.number("count"):
                values = (one.number("values"), one.number("values", 1), one.number("values", 2))
                yield Record(one.number("time"), number, one.number("event"), values)
