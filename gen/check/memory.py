# SPDX-License-Identifier: BSD-3-Clause
"""Rules about types of memory, and caches of objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsl.memory import Objcache, Slab
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.build import System
from gen.model.memory_nodes import MemoryType, ObjectCache
from gen.model.nodes import Kernel

#: Objects of a magazine: more do not fit what the slab allocator cuts for one.
MAGAZINE = 256


def memory_is_of_something(declared: Declared) -> Iterator[Diag]:
    """A type of memory is a structure whose definition is found, or so many bytes."""
    for item in declared.items(Slab):
        row = item.value
        wrong, right = "", ""
        if not row.of and not row.most:
            wrong, right = "is memory of nothing", "name a structure, or say most=4096, say"
        elif row.of and row.most:
            wrong, right = "is a structure, and bytes", "take most= away"
        elif isinstance(row.of, str) and row.of and not row.header:
            wrong = f"is a `struct {row.of}`, which no declaration defines"
            right = 'say header="vm/vm.h", say: where C finds it'
        elif row.header and not isinstance(row.of, str):
            wrong, right = "is a declared structure, and has a header", "take header= away"
        elif row.header and not row.of:
            wrong, right = "is bytes, and has a header", "take header= away"
        if wrong:
            yield Diag("K0443", item.loc, f"`{item.name}` {wrong}", help=right)
    for item in declared.items(Objcache):
        if declared.owner(item.value.of) is None:
            yield Diag("K0443", item.loc, f"`{item.name}` is a cache of memory without a name",
                       help="declare its type by itself: nodes = slab(Node)")


def memory_has_sensible_numbers(declared: Declared) -> Iterator[Diag]:
    """Sizes and limits are numbers that something can be allocated with."""
    for item in declared.items(Slab):
        yield from _between(item, "most", item.value.most, 0, 1 << 20)
        yield from _between(item, "limit", item.value.limit, 0, (1 << 31) - 1)
    for item in declared.items(Objcache):
        yield from _between(item, "limit", item.value.limit, 1, (1 << 31) - 1)
        yield from _between(item, "magazine", item.value.magazine, 1, MAGAZINE)


def _between(item: Item, name: str, value: int, low: int, high: int) -> Iterator[Diag]:
    if not low <= value <= high:
        at = item.module.source.argument(item.name, name)
        yield Diag("K0444", at, f"`{name}` of `{item.name}` is {value}",
                   help=f"it may be {low} to {high}")


def memory_names_differ(declared: Declared) -> Iterator[Diag]:
    """No two types of memory, and no two caches, are called alike: all of C knows them."""
    for kind in (Slab, Objcache):
        seen: dict[str, Item] = {}
        for item in declared.items(kind):
            if item.name in seen:
                mark = Mark(seen[item.name].loc, "the other")
                what = f"two are called `{item.name}`, and C has one `{item.name}_"
                what += "alloc()`" if kind is Slab else "get()`"
                yield Diag("K0446", item.loc, what, "", (mark,), help="call one otherwise")
            seen.setdefault(item.name, item)


def memory_has_room(system: System) -> Iterator[Diag]:
    """What a CPU keeps of each type and each cache has room for all of them."""
    kernel = next(iter(system.kernels.values()), None)
    if kernel is not None:
        yield from _room(kernel, kernel.memory, "slab_cpu", "left")
        yield from _room(kernel, kernel.caches, "objcache_cpu", "caches")


def _room(
    kernel: Kernel, rows: Sequence[MemoryType | ObjectCache], tag: str, field: str
) -> Iterator[Diag]:
    """Yield what is wrong when a percpu array is shorter than a table."""
    places = [f for s in kernel.structs if s.c_name == tag for f in s.fields if f.name == field]
    room = places[0].type.count if places else 0
    if len(rows) > room:
        marks = tuple(Mark(f.loc, "the room for them") for f in places)
        what = f"`{rows[room].name}` is number {room + 1} of {len(rows)}, and there is "
        what += f"room for {room}" if places else f"no `struct {tag}` with room for `{field}`"
        yield Diag("K0445", rows[room].loc, what, "", marks, help="make the array longer")
