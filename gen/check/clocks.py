# SPDX-License-Identifier: BSD-3-Clause
"""Rules about clock sources."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.clock import ClockSource
from gen.check.handlers import c_functions
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.build import System
from gen.near import did_you_mean

#: The narrowest counter that goes round slowly enough to be read in time.
NARROWEST = 16


def counters_have_widths(declared: Declared) -> Iterator[Diag]:
    """A clock source counts with 16 to 64 bits, and does not stand still."""
    for item in declared.items(ClockSource):
        row = item.value
        if not NARROWEST <= row.width <= 64:
            at = item.module.source.argument(item.name, "width")
            what = f"`{item.name}` counts with {row.width} bits, not {NARROWEST} to 64"
            yield Diag("K0420", at, what)
        if row.frequency < 0:
            at = item.module.source.argument(item.name, "frequency")
            yield Diag("K0420", at, f"`{item.name}` counts {row.frequency} times a second")


def the_best_source_is_one(declared: Declared) -> Iterator[Diag]:
    """No two clock sources are equally good."""
    seen: dict[int, Item] = {}
    for item in declared.items(ClockSource):
        quality = item.value.quality
        if quality in seen:
            at = item.module.source.argument(item.name, "quality")
            other = seen[quality]
            mark = Mark(other.module.source.argument(other.name, "quality"), f"`{other.name}`")
            what = f"`{other.name}` and `{item.name}` are equally good"
            yield Diag("K0421", at, what, "", (mark,), help="say which of them tells the time")
        seen.setdefault(quality, item)


def sources_can_be_read(system: System) -> Iterator[Diag]:
    """The two functions of every clock source are there."""
    known = set(c_functions(system))
    for kernel in list(system.kernels.values())[:1]:
        for source in kernel.clocks:
            for function in (f"{source.name}_frequency", f"{source.name}_count"):
                if function not in known:
                    what = f"the clock source `{source.name}` needs `{function}`"
                    note = f"it would be: uint64_t {function}(void)"
                    yield Diag("K0422", source.loc, what, "which is nowhere in C",
                               notes=(note,), help=did_you_mean(function, known))
