# SPDX-License-Identifier: BSD-3-Clause
"""Locks: who has them, who shares them, who waits for them."""

from __future__ import annotations

from collections.abc import Iterator

from front.gdb.memory import Machine, Object
from front.gdb.thread import areas, called, threads
from front.gdb.wait import declared, references


def lines(machine: Machine, kind: str) -> Iterator[str]:
    """Yield a line for each declared lock of a kind."""
    known = [lock for lock in machine.kernel.locks if lock.kind == kind]
    if not known:
        yield f"no {kind} is declared by itself: `{kind} ADDRESS'"
    for lock in known:
        if lock.per:
            yield f"{lock.name:<20} one in each {lock.per}: `{kind} ADDRESS'"
        elif machine.address_of(lock.name):
            found = machine.variable(lock.name, lock.structure)
            yield f"{lock.name:<20} {'; '.join(said(found)) or 'free'}"
        else:
            yield f"{lock.name:<20} not in this kernel: nothing uses it"


def one(lock: Object) -> Iterator[str]:
    """Yield all there is to say of a lock."""
    known = declared(lock)
    yield f"{lock.structure} {known.name if known else 'that nobody declares'}, {lock.address:#x}"
    if known and known.after:
        yield f"    taken behind {', '.join(known.after)}"
    shown = [f.name for f in lock.machine.kernel.structure_of[lock.structure].rows
             if f.name not in ("row", "guard")]
    yield f"    {', '.join(f'{name} {lock.shown(name)}' for name in shown)}"
    for text in said(lock):
        yield f"    {text}"


def said(lock: Object) -> list[str]:
    """Return who has a lock, and who waits for it."""
    holders = {"token": token_holders, "spinlock": spin_holders}.get(lock.structure, owner)
    parts = [f"held by {', '.join(holders(lock))}"] if any(holders(lock)) else []
    waiting = list(waiters(lock))
    return parts + ([f"wanted by {', '.join(waiting)}"] if waiting else [])


def owner(lock: Object) -> Iterator[str]:
    """Yield the thread that a lock says has it."""
    fields = lock.machine.kernel.structure_of[lock.structure].fields
    thread = lock.at("owner") if "owner" in fields else None
    if thread is not None:
        yield called(thread)
    if "sharing" in fields and lock.number("sharing"):
        yield f"{lock.number('sharing')} who share it"


def token_holders(token: Object) -> Iterator[str]:
    """Yield the threads that have a token: those that refer to it, and have not given it up."""
    for thread in threads(token.machine):
        mine = [shared for one, shared in references(thread) if one.address == token.address]
        if mine and not thread.has("flags", "TDF_TOKENS"):
            yield called(thread) + (", who shares it" if all(mine) else "")


def spin_holders(lock: Object) -> Iterator[str]:
    """Yield the CPUs that hold a spinlock; kernels with assertions note it."""
    for area in areas(lock.machine):
        held = area.inner("held_locks")
        mine = [held.number("held", n) for n in range(held.number("spinlocks"))]
        if lock.address in mine:
            yield f"CPU {area.inner('cpu').number('id')}"


def waiters(lock: Object) -> Iterator[str]:
    """Yield the threads that sleep on a lock, or want a token."""
    for thread in threads(lock.machine):
        sleeps = thread.number("wait_channel") == lock.address
        if sleeps or (lock.structure == "token" and is_given_up(thread, lock)):
            yield called(thread)


def is_given_up(thread: Object, token: Object) -> bool:
    """Say whether a thread takes a token again before it runs."""
    return thread.has("flags", "TDF_TOKENS") and any(
        one.address == token.address for one, _shared in references(thread))
