# SPDX-License-Identifier: BSD-3-Clause
"""lock_table.gen.c and its header: the declared locks in their order, for the kernel's witness.

A lock's place is higher than those of all that are taken before it; which locks come somewhere
before it is said by bits.  Place 0 is that of locks which nobody declares.

Sample::

    const unsigned int lock_row_count =
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import listed, noted, quoted
from gen.model.message_nodes import Lock
from gen.model.nodes import Kernel

#: Bits of one word of the set of locks that come before.
WORD = 32

EDIT = "the declared locks"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of the locks and its header."""
    locks = ranked(kernel.messaging.locks)
    before = closure(locks)
    places = {lock.name: place for place, lock in enumerate(locks, 1)}
    words = {
        "words": len(locks) // WORD + 1,
        "count": len(locks) + 1,
        "constants": [noted(f"#define {constant(lock):<23} {places[lock.name]}", lock.loc.at, 40)
                      for lock in locks],
        "rows": [row(lock, before[lock.name], places) for lock in locks],
    }
    yield Artefact("lock_table.gen.c", "c/lock_table.c.j2", words, EDIT)
    yield Artefact("include/lock_table.gen.h", "c/lock_table.h.j2", words, EDIT)


def constant(lock: Lock) -> str:
    """Return the constant of a lock's place."""
    return f"LOCK_{lock.name.upper()}"


def row(lock: Lock, before: set[str], places: dict[str, int]) -> list[str]:
    """Return the lines of a lock's row."""
    words = ", ".join(bits(before, places))
    parts = [quoted(lock.name), quoted(lock.loc.at), f"LOCK_IS_{lock.kind.upper()}",
             f"{{ {words} }}"]
    return listed("\t{ ", parts, " },")


def ranked(locks: tuple[Lock, ...]) -> list[Lock]:
    """Return the locks in an order in which each comes behind those that are taken before it."""
    waiting = sorted(locks, key=lambda lock: (lock.subsystem, lock.name))
    ready: list[Lock] = []
    while waiting:
        known = {lock.name for lock in ready}
        ready.append(next(lock for lock in waiting if set(lock.after) <= known))
        waiting.remove(ready[-1])
    return ready


def closure(locks: list[Lock]) -> dict[str, set[str]]:
    """Return for each lock all that may be held when it is taken; they come ranked."""
    found: dict[str, set[str]] = {}
    for lock in locks:
        found[lock.name] = set(lock.after).union(*(found[name] for name in lock.after))
    return found


def bits(names: set[str], places: dict[str, int]) -> Iterator[str]:
    """Yield the words of a set of locks."""
    whole = sum(1 << places[name] for name in names)
    for index in range(len(places) // WORD + 1):
        yield f"{whole >> WORD * index & (1 << WORD) - 1:#x}"
