# SPDX-License-Identifier: BSD-3-Clause
"""The rule about what each CPU has: another's is reached by its accessor, and in no other way."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from gen.analyse.source import Source
from gen.analyse.tree import kind, walk
from gen.diag import Diag

HEADER = "/percpu.gen.h"


def areas(unit: Any) -> frozenset[str]:
    """Return the names of a file's areas of CPUs: their table, and their structure's tag."""
    found = set()
    for node in unit.ext:
        if kind(node) == "Decl" and str(node.coord.file).endswith(HEADER):
            found |= {one.name for one in walk(node) if kind(one) in ("Decl", "Struct")
                      and str(one.name).endswith(("_area", "_area_table"))}
    return frozenset(found)


def bypassed(node: Any, names: Collection[str], source: Source) -> Iterator[Diag]:
    """Yield where a function names an area itself."""
    for one in walk(node) if names else ():
        if kind(one) in ("ID", "Struct") and one.name in names:
            what = f"`{node.decl.name}` reaches into the areas of CPUs by `{one.name}`"
            yield Diag("K0307", source.place(one.coord, one.name), what,
                       help="take the accessor of the structure: its own name for this CPU's, "
                       "and with _of for another's")
