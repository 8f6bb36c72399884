# SPDX-License-Identifier: BSD-3-Clause
"""A token, spinlock or serializer: what is taken before it, what after, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from gen.model.message_nodes import Lock, Messaging
from gen.show.find import Thing
from gen.show.paint import headed, table, told

#: What each kind is, in a line.
KINDS = {
    "token": "held by one running thread, given up while it sleeps",
    "spinlock": "short; nothing may sleep while it is held",
    "serializer": "held over sleeps, entered by one at a time",
    "mutex": "held over sleeps, alone or shared, handed over in order",
    "lockmgr": "held over long sleeps, shared or exclusive, upgraded and drained",
    "rcu_domain": "readers, for whom waits who replaces what they read",
}


def drawn(thing: Thing, messaging: Messaging) -> Iterator[str]:
    """Yield everything that is known of a lock."""
    lock: Lock = thing.node
    yield headed(f"{lock.name}: {lock.kind}", lock.loc.at)
    yield from told(lock.doc)
    each = f"one for each struct {lock.per}" if lock.per else "one in all"
    takers = [port.name for port in messaging.ports if lock.name in port.takes]
    yield ""
    yield from table([
        ["what it is", KINDS.get(lock.kind, "")],
        ["how many", each],
        ["taken by", ", ".join(takers) or "no port says so"],
    ])
    yield from ["", "Its order", *ladder(lock, messaging)]


def ladder(lock: Lock, messaging: Messaging) -> Iterator[str]:
    """Yield the locks that are taken before it and after it, the first one on top."""
    known = {one.name: one for one in messaging.locks}
    before = reach(lock.name, {n: list(one.after) for n, one in known.items()})
    after = reach(lock.name, {n: [o.name for o in known.values() if n in o.after] for n in known})
    rows = [(name, depth) for name, depth in reversed(before)]
    deepest = max((depth for _, depth in rows), default=0)
    for name, depth in rows:
        yield f"    {'  ' * (deepest - depth)}{name}, before it"
    yield f"    {'  ' * deepest}● {lock.name}"
    for name, depth in after:
        yield f"    {'  ' * (deepest + depth)}{name}, after it"
    if not rows and not after:
        yield "    nothing is declared to come before it, or after"


def reach(name: str, edges: dict[str, list[str]]) -> list[tuple[str, int]]:
    """Return what a name leads to, nearest first, each with its distance; a cycle ends."""
    found: dict[str, int] = {name: 0}
    waiting = [name]
    while waiting:
        here = waiting.pop(0)
        for other in sorted(edges.get(here, ())):
            if other not in found:
                found[other] = found[here] + 1
                waiting.append(other)
    del found[name]
    return list(found.items())
