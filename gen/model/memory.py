# SPDX-License-Identifier: BSD-3-Clause
"""Types of memory in the model."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.memory import Objcache, Slab
from gen.load import Declared
from gen.model.memory_nodes import MemoryType, ObjectCache
from gen.model.start import qualified
from gen.model.types import snake


def memory_types(declared: Declared) -> Iterator[MemoryType]:
    """Yield the types of memory, by subsystem and name; that is the order of their numbers."""
    for number, item in enumerate(sorted(declared.items(Slab), key=qualified)):
        row = item.value
        tag, header = row.of, row.header
        if isinstance(row.of, type):
            owner = declared.owner(row.of)
            tag = snake(row.of.__name__)
            header = f"{owner.module.subsystem}.gen.h" if owner else ""
        yield MemoryType(
            number, item.name, item.module.subsystem, tag, header, row.most, row.limit, row.doc,
            item.loc,
        )


def object_caches(
    declared: Declared, types: tuple[MemoryType, ...]
) -> Iterator[ObjectCache]:
    """Yield the caches of objects, by subsystem and name; that is the order of their numbers."""
    places = {one.loc: one for one in types}
    for number, item in enumerate(sorted(declared.items(Objcache), key=qualified)):
        row = item.value
        owner = declared.owner(row.of)
        of = places.get(owner.loc) if owner else None
        if of is not None:
            yield ObjectCache(
                number, item.name, item.module.subsystem, of, row.construct, row.destruct,
                row.limit, row.magazine, row.doc, item.loc,
            )
