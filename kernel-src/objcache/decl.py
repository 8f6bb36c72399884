# SPDX-License-Identifier: BSD-3-Clause
"""Caches of constructed objects: each CPU has two magazines of them, a depot has the rest."""

from lwkt.decl import wait_lock
from slab.decl import slab_ready

from dsl import Array, Kptr, L, Struct, init_step, ipi, slab, spinlock, u32

objcache_ready = init_step(
    "objcache_init", after=(slab_ready,), doc="How many objects each cache may make."
)

magazine = slab(most=2064, doc="Magazines of object caches.")


class Depot(Struct):
    """What a cache has beside its CPUs' magazines; under its lock.

    `quota` is how many objects may still be made, `waiting` how many threads wait for one: others
    may look at that.  Each magazine in `filled` has an object at least.
    """

    filled: Kptr[L["magazine"]]
    empty: Kptr[L["magazine"]]
    quota: u32
    waiting: u32
    constructed: u32
    destructed: u32


depot_lock = spinlock(per=Depot, before=(wait_lock,), doc="The magazines that no CPU has.")


class ObjcacheOwn(Struct):
    """A cache's magazines on one CPU, and how often they had what was wanted."""

    loaded: Kptr[L["magazine"]]
    previous: Kptr[L["magazine"]]
    gets: u32
    hits: u32


class ObjcacheCpu(Struct, percpu=True):
    """What a CPU has of each cache.  It alone touches this, in critical sections."""

    caches: Array[ObjcacheOwn, L[16]]


@ipi()
def objcache_drain(cache: Kptr[L["objcache"]]) -> None:
    """Leave what you have of a cache to its depot: somebody waits for it."""
