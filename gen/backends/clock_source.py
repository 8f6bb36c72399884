# SPDX-License-Identifier: BSD-3-Clause
"""include/clock_source.gen.h and clock_source.gen.c: the counters that time can be told by.

Sample::

    static inline uint64_t
    clock_source_count(uint32_t source)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted
from gen.model.nodes import Kernel
from gen.model.platform_nodes import ClockSource

EDIT = "the declared clock sources"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the sources, and what is known of each."""
    words = {
        "sources": [described(c) for c in kernel.clocks],
        "numbers": [line for c in kernel.clocks for line in constants(c)],
        "count": len(kernel.clocks),
    }
    yield Artefact("include/clock_source.gen.h", "c/clock_source.h.j2", words, EDIT)
    yield Artefact("clock_source.gen.c", "c/clock_source.c.j2", words, EDIT)


def constants(source: ClockSource) -> Iterator[str]:
    """Yield the constants of a source: its number, and how fast it is where that is known."""
    name = source.name.upper()
    yield noted(f"#define CLOCK_{name:<17} {source.number}", source.loc.at, 40)
    if source.frequency:
        yield f"#define CLOCK_{name + '_HZ':<17} {source.frequency}"


def described(source: ClockSource) -> dict[str, object]:
    """Return what the templates say of a source."""
    return {
        "name": source.name,
        "constant": f"CLOCK_{source.name.upper()}",
        "mask": f"UINT64_C({(1 << source.width) - 1:#x})",
        "at": source.loc.at,
    }
