# SPDX-License-Identifier: BSD-3-Clause
"""The rule about what each CPU has: another's is reached by its accessor, and in no other way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from gen.analyse.source import Source
from gen.analyse.tree import kind, walk
from gen.diag import Diag

HEADER = "/percpu.gen.h"


def areas(nodes: Iterable[Any]) -> set[str]:
    """Return the names of areas of CPUs that are declared: their table, their structure's tag."""
    found: set[str] = set()
    for node in nodes:
        if kind(node) == "Decl" and str(node.coord.file).endswith(HEADER):
            found |= {one.name for one in walk(node) if kind(one) in ("Decl", "Struct")
                      and str(one.name).endswith(("_area", "_area_table"))}
    return found


def bypassed(node: Any, names: Collection[str], source: Source) -> Iterator[Diag]:
    """Yield where a function names an area itself."""
    for one in walk(node) if names else ():
        if kind(one) in ("ID", "Struct") and one.name in names:
            what = f"`{node.decl.name}` reaches into the areas of CPUs by `{one.name}`"
            yield Diag("K0307", source.place(one.coord, one.name), what,
                       help="take the accessor of the structure: its own name for this CPU's, "
                       "and with _of for another's")
