# SPDX-License-Identifier: BSD-3-Clause
"""include/<subsystem>_memory.gen.h: allocating and freeing what a subsystem declares, by type.

Sample::

    static inline void
    vm_region_free(struct vm_region *object)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import listed
from gen.model.memory_nodes import MemoryType, ObjectCache
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield a header for every subsystem that declares types of memory."""
    for folder in kernel.subsystems:
        types = [t for t in kernel.memory if t.subsystem == folder.name]
        caches = [c for c in kernel.caches if c.subsystem == folder.name]
        if not types and not caches:
            continue
        headers = {t.header for t in (*types, *(c.of for c in caches)) if t.header}
        headers |= {"slab/slab.h"} | ({"objcache/objcache.h"} if caches else set())
        words = {
            "guard": f"{folder.name.upper()}_MEMORY_GEN_H",
            "headers": sorted(headers),
            "types": [described(t) for t in types],
            "caches": [cache(c) for c in caches],
        }
        path = f"include/{folder.name}_memory.gen.h"
        yield Artefact(path, "c/memory.h.j2", words, folder.decl)


def described(one: MemoryType) -> dict[str, object]:
    """Return how a type is allocated and freed."""
    known = bool(one.tag)
    alloc = "slab_alloc" if known else "slab_alloc_bytes"
    size = f"sizeof(struct {one.tag})" if known else "size"
    given = [size, f"SLAB_{one.name.upper()}", "flags"]
    return {
        "name": one.name,
        "at": one.loc.at,
        "constant": f"SLAB_{one.name.upper()}",
        "pointer": f"struct {one.tag} *" if known else "void *",
        "wants": "" if known else "size_t size, ",
        "gives": "" if known else ", size_t size",
        "waiting": listed(f"\treturn ({alloc}(", given, "));"),
        "nowait": listed(f"\treturn ({alloc}_nowait(", given, "));"),
        "free": "slab_free" if known else "slab_free_slow",
        "size": size,
        "doc": one.doc,
    }


def cache(one: ObjectCache) -> dict[str, str]:
    """Return how an object of a cache is got and put back."""
    return {
        "name": one.name,
        "at": one.loc.at,
        "constant": f"OBJCACHE_{one.name.upper()}",
        "pointer": f"struct {one.of.tag} *" if one.of.tag else "void *",
    }
