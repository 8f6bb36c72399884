# SPDX-License-Identifier: BSD-3-Clause
"""lock.gen.c and lock.gen.h: the declared locks in their order, for the kernel's witness.

A lock's rank is higher than those of all that are taken before it; which locks come somewhere
before it is said by bits.

Sample::

    const unsigned int lock_row_count =
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted, quoted
from gen.model.message_nodes import Lock
from gen.model.nodes import Kernel

#: Bits of one word of the set of locks that come before.
WORD = 32


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of the locks and its header."""
    locks = ranked(kernel.messaging.locks)
    before = closure(locks)
    places = {lock.name: place for place, lock in enumerate(locks)}
    words = {
        "words": max(1, (len(locks) + WORD - 1) // WORD),
        "count": len(locks),
        "constants": [noted(f"#define LOCK_{lock.name.upper():<18} {place}", lock.loc.at, 40)
                      for place, lock in enumerate(locks)],
        "rows": [
            {
                "at": lock.loc.at,
                "name": quoted(lock.name),
                "kind": f"LOCK_IS_{lock.kind.upper()}",
                "before": ", ".join(bits(before[lock.name], places)) or "0",
            }
            for lock in locks
        ],
    }
    edit = "the declared locks"
    yield Artefact("lock.gen.c", "c/lock.c.j2", words, edit)
    yield Artefact("include/lock.gen.h", "c/lock.h.j2", words, edit)


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
    for index in range(max(1, (len(places) + WORD - 1) // WORD)):
        yield f"{whole >> WORD * index & (1 << WORD) - 1:#x}"
