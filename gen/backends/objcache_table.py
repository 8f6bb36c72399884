# SPDX-License-Identifier: BSD-3-Clause
"""objcache_table.gen.c and its header: the caches of constructed objects.

Sample::

    struct objcache objcache_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted, quoted
from gen.model.memory_nodes import ObjectCache
from gen.model.nodes import Kernel

EDIT = "the declared caches of objects"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table, and the numbers and prototypes, where something can serve them."""
    if not any(s.name == "objcache" for s in kernel.subsystems):
        return
    caches = kernel.caches
    words = {
        "numbers": [noted(f"#define OBJCACHE_{c.name.upper():<19} {c.number}", c.loc.at, 40)
                    for c in caches],
        "count": len(caches),
        "headers": sorted({c.of.header for c in caches if c.of.header}),
        "constructors": sorted({c.construct for c in caches}),
        "destructors": sorted({c.destruct for c in caches}),
        "rows": [row(c) for c in caches],
    }
    yield Artefact("include/objcache_table.gen.h", "c/objcache_table.h.j2", words, EDIT)
    yield Artefact("objcache_table.gen.c", "c/objcache_table.c.j2", words, EDIT)


def row(one: ObjectCache) -> dict[str, object]:
    """Return a cache's row of the table."""
    return {
        "at": one.loc.at,
        "name": quoted(one.name),
        "type": f"SLAB_{one.of.name.upper()}",
        "size": f"sizeof(struct {one.of.tag})" if one.of.tag else str(one.of.most),
        "construct": one.construct,
        "destruct": one.destruct,
        "limit": one.limit,
        "capacity": one.capacity,
    }
