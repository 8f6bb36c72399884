# SPDX-License-Identifier: BSD-3-Clause
"""Memory of the kernel: the types of what is allocated."""

from __future__ import annotations

from dsl.data import Struct
from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Slab:
    """A type of memory: what it is, how much of it there may be."""

    of: type[Struct] | str
    header: str
    most: int
    limit: int
    doc: str


def slab(
    of: type[Struct] | str = "", *, header: str = "", most: int = 0, limit: int = 0,
    doc: str = "",
) -> Slab:
    """Declare a type of memory that the slab allocator hands out.

    `of`: the structure that is allocated, declared or, with the `header` that defines it, by
    its tag in C; `<name>_alloc(flags)`, `<name>_alloc_nowait(flags)` and `<name>_free(object)`
    come of it.  Without, it is bytes, `most` at one time: the same functions take their size.

    `limit`: how many there may be, or how many bytes; without, a tenth of memory.
    """
    return Slab(of, header, most, limit, doc)


@dataclass(frozen=True, eq=False)
class Objcache:
    """A cache of constructed objects: of which type, made and unmade by what, how many."""

    of: Slab
    construct: str
    destruct: str
    limit: int
    magazine: int
    doc: str


def objcache(
    of: Slab, *, construct: str, destruct: str, limit: int, magazine: int = 64, doc: str = ""
) -> Objcache:
    """Declare a cache of objects that stay constructed while nobody uses them.

    `bool construct(void *)` makes an object of new memory and may fail; `void destruct(void *)`
    undoes that before the memory goes.  Neither sleeps.  `<name>_get()`,
    `<name>_get_nowait()` and `<name>_put(object)` come of it.

    `limit`: how many there may be; who wants more waits.  `magazine`: how many a CPU takes
    from the depot, or leaves there, in one go (dragonfly.md 3.11).
    """
    return Objcache(of, construct, destruct, limit, magazine, doc)
