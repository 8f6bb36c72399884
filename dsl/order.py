# SPDX-License-Identifier: BSD-3-Clause
"""Locks, and the order in which they are taken: tokens, spinlocks, serializers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Lock:
    """Something that is held: its kind, what has one each, and what is taken before it."""

    kind: str
    per: type | None
    after: tuple[Lock, ...]
    doc: str


def token(
    *, per: type | None = None, after: tuple[Lock, ...] = (), doc: str = ""
) -> Lock:
    """Declare a serializing token: held by at most one running thread, given up while it sleeps.

    `per`: every object of that structure has one, else there is one in all.  `after`: the
    locks that a thread which wants both takes first.
    """
    return Lock("token", per, after, doc)


def spinlock(
    *, per: type | None = None, after: tuple[Lock, ...] = (), doc: str = ""
) -> Lock:
    """Declare a spinlock: short, never held over a sleep; `per` and `after` as for tokens."""
    return Lock("spinlock", per, after, doc)


def serializer(
    *, per: type | None = None, after: tuple[Lock, ...] = (), doc: str = ""
) -> Lock:
    """Declare a serializer: held over sleeps, entered by one at a time (a device's, say)."""
    return Lock("serializer", per, after, doc)
