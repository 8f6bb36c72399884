# SPDX-License-Identifier: BSD-3-Clause
"""Locks, and the order in which they are taken: tokens, spinlocks, and those held over sleeps."""

from __future__ import annotations

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Lock:
    """Something that is held: its kind, what has one each, what is taken before it, and what then.

    `after` and `before` say the same of an order: each is said where both locks are known.
    """

    kind: str
    per: type | None
    after: tuple[Lock, ...]
    doc: str
    before: tuple[Lock, ...] = ()


def token(
    *,
    per: type | None = None,
    after: tuple[Lock, ...] = (),
    before: tuple[Lock, ...] = (),
    doc: str = "",
) -> Lock:
    """Declare a serializing token: held by at most one running thread, given up while it sleeps.

    `per`: every object of that structure has one, else there is one in all.  `after`: the
    locks that a thread which wants both takes first; `before`: those that it takes then, such
    as the lock of a wait queue, which knows nothing of who sleeps there.
    """
    return Lock("token", per, after, doc, before)


def spinlock(
    *,
    per: type | None = None,
    after: tuple[Lock, ...] = (),
    before: tuple[Lock, ...] = (),
    doc: str = "",
) -> Lock:
    """Declare a spinlock: short, never held over a sleep; the rest is as for tokens."""
    return Lock("spinlock", per, after, doc, before)


def serializer(
    *,
    per: type | None = None,
    after: tuple[Lock, ...] = (),
    before: tuple[Lock, ...] = (),
    doc: str = "",
) -> Lock:
    """Declare a serializer: held over sleeps, entered by one at a time (a device's, say)."""
    return Lock("serializer", per, after, doc, before)


def mutex(
    *,
    per: type | None = None,
    after: tuple[Lock, ...] = (),
    before: tuple[Lock, ...] = (),
    doc: str = "",
) -> Lock:
    """Declare a mutex: shared or exclusive, handed over to who waits longest, kept over sleeps."""
    return Lock("mutex", per, after, doc, before)


def lockmgr(
    *,
    per: type | None = None,
    after: tuple[Lock, ...] = (),
    before: tuple[Lock, ...] = (),
    doc: str = "",
) -> Lock:
    """Declare a long lock: shared or exclusive, upgraded and downgraded, drained at the end."""
    return Lock("lockmgr", per, after, doc, before)


def rcu_domain(*, per: type | None = None, doc: str = "") -> Lock:
    """Declare a domain of readers: who replaces what they read waits for them, on their CPUs.

    Readers are in critical sections, and hold nothing: a domain has no place in the order.
    """
    return Lock("rcu_domain", per, (), doc)


@dataclass(frozen=True, eq=False)
class LockKind:
    """What a kind of lock is in memory, and the header of its functions."""

    kind: str
    structure: type
    header: str


def lock_kind(kind: str, structure: type, *, header: str) -> LockKind:
    """Declare what the locks of a kind are: the objects that declared locks become.

    `structure` is a Struct with a `row`: the lock's place in the table of all declared ones.
    A lock that stands by itself becomes a variable of its name; one `per` structure, a member
    of that name behind the structure's fields, and a function that makes it ready.
    """
    return LockKind(kind, structure, header)
