# SPDX-License-Identifier: BSD-3-Clause
"""Locks of the model, and the members that structures have because of them."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.data import Struct
from dsl.order import Lock as DslLock
from dsl.order import LockKind
from gen.load import Declared
from gen.model.message_nodes import Lock
from gen.model.types import Added, snake


def kinds(declared: Declared) -> dict[str, LockKind]:
    """Return what is declared of each kind of lock, the first of each."""
    found: dict[str, LockKind] = {}
    for item in declared.items(LockKind):
        found.setdefault(item.value.kind, item.value)
    return found


def lock_kinds(declared: Declared) -> Iterator[tuple[str, str]]:
    """Yield the kinds of locks by their names, and the tags of their objects."""
    for name, kind in sorted(kinds(declared).items()):
        yield name, snake(kind.structure.__name__)


def locks(declared: Declared) -> Iterator[Lock]:
    """Yield every declared lock, by place."""
    known, items = kinds(declared), list(declared.items(DslLock))
    for item in items:
        lock = item.value
        after = tuple(before.name for one in lock.after if (before := declared.owner(one)))
        after += tuple(other.name for other in items
                       if lock in other.value.before and other.name not in after)
        per = snake(lock.per.__name__) if is_structure(lock.per) else ""
        kind = known.get(lock.kind)
        structure = snake(kind.structure.__name__) if kind else ""
        yield Lock(item.name, lock.kind, item.module.subsystem, per, after, lock.doc, item.loc,
                   structure, kind.header if kind else "")


def is_structure(value: object) -> bool:
    """Say whether a value is a Struct."""
    return isinstance(value, type) and issubclass(value, Struct)


def members(declared: Declared) -> dict[type, list[Added]]:
    """Return the members that structures have for their locks, in the order of declaration."""
    known = kinds(declared)
    found: dict[type, list[Added]] = {}
    for item in declared.items(DslLock):
        kind = known.get(item.value.kind)
        if kind is not None and is_structure(item.value.per):
            found.setdefault(item.value.per, []).append(
                Added(item.name, kind.structure, item.loc))
    return found
