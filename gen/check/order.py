# SPDX-License-Identifier: BSD-3-Clause
"""Rules about order: one partial order over locks, ports and waiting senders."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.data import Struct
from dsl.order import Lock, LockKind
from dsl.port import Port, PortMessage
from dsl.record import dataclass
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.messages import replied
from gen.near import did_you_mean
from gen.noun import kind_of
from gen.place import Loc

#: The words that declare locks.
KINDS = ("token", "spinlock", "serializer", "mutex", "lockmgr", "rcu_domain")


@dataclass(frozen=True, slots=True)
class Edge:
    """`before` comes before `after`: why, and where that is said.

    A port stands for the thread that receives from it: who waits for one of its ports waits
    for the thread.
    """

    before: str
    after: str
    why: str
    at: Loc


def edges(declared: Declared) -> Iterator[Edge]:
    """Yield everything that orders locks and ports, by place."""
    for item in declared.items(Lock):
        at = item.module.source.argument(item.name, "after")
        for lock in item.value.after:
            before = declared.owner(lock)
            if before is not None and isinstance(lock, Lock):
                why = f"`{item.name}` is taken after `{before.name}`"
                yield Edge(before.name, item.name, why, at)
        at = item.module.source.argument(item.name, "before")
        for lock in item.value.before:
            then = declared.owner(lock)
            if then is not None and isinstance(lock, Lock):
                yield Edge(item.name, then.name, f"`{item.name}` is taken before `{then.name}`", at)
    for item in declared.items(Port):
        yield from _of_port(declared, item)


def receiver(declared: Declared, port: type[Port]) -> str:
    """Return who receives from a port: its owner, or the port itself."""
    owner = declared.owner(port.__port__.owner) if port.__port__.owner else None
    return owner.name if owner else port.__name__


def _of_port(declared: Declared, item: Item) -> Iterator[Edge]:
    """Yield what comes after a port: the locks of its handlers, and whom they wait for."""
    source, own = item.module.source, receiver(declared, item.value)
    inside = declared.owner(item.value.__port__.serializer)
    if inside is not None:
        why = f"`{item.name}` is used inside of `{inside.name}`"
        yield Edge(own, inside.name, why, source.keyword(item.name, "serializer"))
    for lock in item.value.__port__.takes:
        taken = declared.owner(lock)
        if taken is not None:
            why = f"`{item.name}` takes `{taken.name}`"
            yield Edge(own, taken.name, why, source.keyword(item.name, "takes"))
    for port, message in waits_for(item.value.__port__.sends):
        name, other = port.__name__, receiver(declared, port)
        at = source.keyword(item.name, "sends")
        if other == own and item.value.__port__.owner is not None:
            continue  # who sends to a port of its own handles it at once
        yield Edge(own, other, f"`{item.name}` waits for `{name}.{message}`", at)
        for lock in item.value.__port__.takes:
            taken = declared.owner(lock)
            if taken is not None:
                why = f"`{item.name}` may hold `{taken.name}` while it waits for `{name}`"
                yield Edge(taken.name, other, why, at)


def waits_for(sends: tuple[object, ...]) -> Iterator[tuple[type[Port], str]]:
    """Yield port and message of every send after which the sender waits."""
    for one in sends:
        if isinstance(one, PortMessage) and one.port is not None:
            if replied(one.function.__annotations__.get("return")).mode == "sync":
                yield one.port, one.name
        elif isinstance(one, type) and issubclass(one, Port):
            for value in vars(one).values():
                if isinstance(value, PortMessage):
                    yield from waits_for((value,))
            for message in one.accepts:
                if replied(message.__message__.reply).mode == "sync":
                    yield one, message.__name__


def cycle(found: list[Edge]) -> list[Edge]:
    """Return the edges of one cycle, or nothing: the first that a search by place meets."""
    after: dict[str, list[Edge]] = {}
    for edge in found:
        after.setdefault(edge.before, []).append(edge)
    done: set[str] = set()

    def search(name: str, path: list[Edge]) -> list[Edge]:
        done.add(name)
        for edge in after.get(name, ()):
            names = [step.before for step in path] + [name]
            if edge.after in names:
                return [*path[names.index(edge.after):], edge]
            if edge.after not in done and (hit := search(edge.after, [*path, edge])):
                return hit
        return []

    for name in after:
        if name not in done and (hit := search(name, [])):
            return hit
    return []


def order_has_no_cycle(declared: Declared) -> Iterator[Diag]:
    """Whoever takes locks and waits for ports can always go on: there is an order."""
    found = list(edges(declared))
    while hit := cycle(found):
        first, *others = hit
        names = " -> ".join(f"`{edge.before}`" for edge in hit)
        if len(hit) == 1:
            what = f"`{first.before}` waits for itself"
        else:
            what = f"each waits for the next for ever: {names} -> `{first.before}`"
        marks = tuple(Mark(edge.at, edge.why) for edge in others)
        note = "two threads, each with one of them, would wait for each other"
        yield Diag("K0160", first.at, what, first.why, marks,
                   (note,) if others else (), "take one of these away, or send it Async")
        found = [edge for edge in found if edge not in hit]


def spinlocks_come_last(declared: Declared) -> Iterator[Diag]:
    """Nothing that may sleep is taken, or waited for, under a spinlock."""
    for item in declared.items(Lock):
        for word, locks in (("after", item.value.after), ("before", item.value.before)):
            for lock in locks:
                owner = declared.owner(lock)
                if owner is None or not isinstance(lock, Lock):
                    continue
                held, taken = (owner, item) if word == "after" else (item, owner)
                if held.value.kind == "spinlock" and taken.value.kind != "spinlock":
                    what = f"`{taken.name}` is a {taken.value.kind}, taken under the spinlock "
                    at = item.module.source.argument(item.name, word)
                    mark = Mark(owner.loc, f"the {lock.kind}")
                    yield Diag("K0161", at, f"{what}`{held.name}`", "", (mark,),
                               help="take it first: spinlocks come last")
    for item in declared.items(Port):
        waits = next(waits_for(item.value.__port__.sends), None)
        for lock in item.value.__port__.takes:
            owner = declared.owner(lock)
            if waits and owner is not None and lock.kind == "spinlock":
                what = f"`{item.name}` may wait for `{waits[0].__name__}` under the spinlock "
                at = item.module.source.keyword(item.name, "sends")
                mark = Mark(item.module.source.keyword(item.name, "takes"), "taken here")
                yield Diag("K0161", at, f"{what}`{owner.name}`", "", (mark,),
                           help="send it Async, or take a token")


def locks_belong_to_structures(declared: Declared) -> Iterator[Diag]:
    """What has a lock each is a structure; what comes before a lock, a lock."""
    for item in declared.items(Lock):
        per = item.value.per
        if per is not None and not (isinstance(per, type) and issubclass(per, Struct)):
            at = item.module.source.argument(item.name, "per")
            what = f"`{item.name}` is one for each {kind_of(per)}, which is no structure"
            yield Diag("K0162", at, what, help="name a Struct, or take per away")
        for word in ("after", "before"):
            for lock in getattr(item.value, word):
                if not isinstance(lock, Lock):
                    at = item.module.source.argument(item.name, word)
                    what = f"`{item.name}` is taken {word} {kind_of(lock)}, which is no lock"
                    yield Diag("K0162", at, what, help=f"name a lock: {', '.join(KINDS)}")


def lock_names_are_unique(declared: Declared) -> Iterator[Diag]:
    """Two locks have two names: each is one variable, or one constant, of the whole kernel."""
    first: dict[str, Item] = {}
    for item in declared.items(Lock):
        other = first.setdefault(item.name, item)
        if other is not item:
            yield Diag("K0163", item.loc, f"two locks are called `{item.name}`", "",
                       (Mark(other.loc, "the other one"),),
                       help="name it after what it guards, with its subsystem")


def kinds_of_locks_are_declared_once(declared: Declared) -> Iterator[Diag]:
    """A kind of lock is one structure with a `row`, and is said once."""
    first: dict[str, Item] = {}
    for item in declared.items(LockKind):
        kind, source = item.value, item.module.source
        if kind.kind not in KINDS:
            what = f"`{item.name}` says what a `{kind.kind}` is, and no word declares such a lock"
            near = did_you_mean(kind.kind, KINDS) or f"it is one of {', '.join(KINDS)}"
            yield Diag("K0164", source.argument(item.name, "kind"), what, help=near)
        fields = vars(kind.structure).get("__annotations__", {})
        if Struct not in kind.structure.__bases__ or "row" not in fields:
            what = f"`{item.name}` names `{kind.structure.__name__}`, which has no `row`"
            yield Diag("K0164", source.argument(item.name, "structure"), what,
                       help="give the Struct a field row: u32; it says which lock it is")
        other = first.setdefault(kind.kind, item)
        if other is not item:
            yield Diag("K0164", item.loc, f"what a `{kind.kind}` is has been said already", "",
                       (Mark(other.loc, "here"),), help="take one of the two away")
