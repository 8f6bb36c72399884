# SPDX-License-Identifier: BSD-3-Clause
"""The rule about contexts: what may block is called where blocking is allowed.

What blocks is a switch to another thread, and a copy from or to a program, which may fault.
Two things are no blocking: giving way at the end of a section, to interrupt threads or to equals
when a turn is over, and a call that never returns.

Who sleeps does it in one critical section of its own, so that no wakeup is lost: a function
that blocks and says `Context: crit` is called so, and only so.  Everything else that blocks
is called outside of sections; and what says `Context: crit` and does not block, inside.

Who promises that it never waits, and does, is told itself: those who call it trust the promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dsl.record import dataclass
from gen.analyse.entry import entered
from gen.analyse.fact import Call, Function
from gen.analyse.program import Program
from gen.analyse.section import CRITICAL, ENDS
from gen.diag import Diag, Mark

#: In assembly: the switch, and the copies that may fault.
BLOCKERS = {"cpu_switch", "copy_words", "copy_string", "copy_touch"}

#: What gives way.
GIVES_WAY = "lwkt_give_way"

#: Contexts in which nobody may wait.
ATOMIC = ("crit", "intr")


@dataclass(frozen=True, slots=True)
class Entry:
    """How a function may be entered: how many sections its callers began at most and at least."""

    least: int = 0
    most: int = 0
    atomic: str = ""
    """The function in whose context nobody may wait, if the way here began in one."""
    barred: str = ""
    """The function that may not even sleep in its only section, if the way here began in one."""
    spin: str = ""
    """The spinlock that is held on a way here."""
    guarded: bool = False
    """Does every way here begin in a critical section?  Who starts the kernel is in one."""


class Blocking:
    """What may block in a program, and how its functions are entered."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._ways: dict[Function, tuple[str, ...]] = {}
        self._entries: dict[Function, Entry] = {}
        self._tables = entered(program)
        waiting: list[Function] = []
        for one in program.functions:
            for call in one.calls:
                if call.name in BLOCKERS and one not in self._ways:
                    self._ways[one] = (call.name,)
                    waiting.append(one)
        for one in waiting:  # which grows
            for caller, _ in program.callers(one):
                if caller not in self._ways and not self._passes(one):
                    self._ways[caller] = (one.name, *self._ways[one])
                    waiting.append(caller)

    def _passes(self, one: Function) -> bool:
        """Say whether who calls a function does not block by it."""
        return one.noreturn or one.name == GIVES_WAY or self.promises(one)

    def promises(self, one: Function) -> bool:
        """Say whether a function says, or others say of it, that it never waits."""
        return "any" in one.context or "intr" in one.context or self._is_barred(one)

    def _is_barred(self, one: Function) -> bool:
        """Say whether a function is called by who waits for nobody: it may not sleep."""
        return one in self._tables and self._tables[one][0] in ATOMIC

    def way(self, one: Function) -> tuple[str, ...]:
        """Return by which calls who calls a function blocks; nothing when it does not."""
        return () if self._passes(one) else self._ways.get(one, ())

    def broken(self, one: Function) -> tuple[str, ...]:
        """Return by which calls a function blocks that may be called from anywhere."""
        return self._ways.get(one, ()) if "any" in one.context and not one.noreturn else ()

    def entry(self, one: Function, trail: tuple[Function, ...] = ()) -> Entry:
        """Return how a function is entered: as it says, else as its callers call it."""
        if one.context:
            said = next((word for word in one.context if word in ATOMIC), "")
            guarded = bool(said) or "boot" in one.context
            barred = one.name if said == "intr" or self._is_barred(one) else ""
            return Entry(atomic=one.name if said else "", barred=barred, guarded=guarded)
        if one in self._tables:
            how = self._tables[one][0]
            name = one.name if how in ATOMIC else ""
            return Entry(atomic=name, barred=name, guarded=how != "thread")
        if one not in self._entries:
            if one in trail:
                return Entry()
            found = [
                (self.entry(caller, (*trail, one)), call)
                for caller, call in self._program.callers(one)
            ]
            least = min((e.least + c.least for e, c in found), default=0)
            most = max((e.most + c.most for e, c in found), default=0)
            atomic = next((e.atomic for e, _ in found if e.atomic), "")
            barred = next((e.barred for e, _ in found if e.barred), "")
            spin = next((lock for e, c in found if (lock := c.spin or e.spin)), "")
            guarded = bool(found) and all(e.guarded or e.least + c.least > 0 for e, c in found)
            self._entries[one] = Entry(least, most, atomic, barred, spin, guarded)
        return self._entries[one]


@lru_cache(maxsize=1)
def blocking_in(program: Program) -> Blocking:
    """Return what may block in a program, which several rules ask."""
    return Blocking(program)


def what_blocks_is_called_where_one_may_wait(program: Program) -> Iterator[Diag]:
    """Nothing that may block is called in a section, an interrupt, or a `Context: any`."""
    blocking = blocking_in(program)
    for one in program.functions:
        if way := blocking.broken(one):
            what = f"`{one.name}` may block, and says that it is called from anywhere"
            yield Diag("K0302", one.at, what, "", (), (f"it calls {told(way)}",),
                       "say `Context: thread`, or wake whom it waits for by a message")
        for call, callee in program.callees(one):
            way = blocking.way(callee)
            if way and callee.context:
                yield from judged(blocking.entry(one), one, call, callee, way)
            elif "crit" in callee.context and callee.name not in ENDS:
                yield from unguarded(blocking.entry(one), call, callee)


def judged(
    entry: Entry, one: Function, call: Call, callee: Function, way: tuple[str, ...]
) -> Iterator[Diag]:
    """Tell what is wrong with a call of a function that may block."""
    least, most = entry.least + call.least, entry.most + call.most
    note = (f"it calls {told(way)}",)
    began = (Mark(call.since, "the section begins here"),) if call.since and call.most else ()
    marks = (*began, Mark(callee.at, "may block"))
    if spin := call.spin or (entry.spin if entry.spin != call.gives else ""):
        what = f"`{callee.name}` may block, and the spinlock `{spin}` is held"
        yield Diag("K0302", call.at, what, "", (Mark(callee.at, "may block"),), note)
    elif "crit" in callee.context:
        if entry.barred:
            what = f"`{callee.name}` may block, and `{entry.barred}` is called where nobody may"
            yield Diag("K0302", call.at, what, "", (Mark(callee.at, "may block"),), note)
        elif entry.atomic and most and not entry.least:
            what = f"`{callee.name}` ends no section but its caller's one, and here are others"
            yield Diag("K0302", call.at, what, "", marks, note)
        elif not entry.atomic and not least:
            what = f"`{callee.name}` is called in a critical section, and none is open here"
            yield Diag("K0302", call.at, what, "", (Mark(callee.at, "Context: crit"),), note,
                       "call crit_enter() before the condition is looked at")
        elif most > 1:
            what = f"`{callee.name}` sleeps in {most} critical sections, and may in one"
            yield Diag("K0302", call.at, what, "", marks, note)
    elif most or entry.atomic:
        where = "in a critical section" if most or "intr" not in one.context else "by an interrupt"
        what = f"`{callee.name}` may block, and is called {where}"
        yield Diag("K0302", call.at, what, "", marks, note, "call it before, or after")


def unguarded(entry: Entry, call: Call, callee: Function) -> Iterator[Diag]:
    """Tell when a function that presumes a critical section is called in none."""
    if not entry.guarded and entry.least + call.least == 0:
        what = f"`{callee.name}` is called in a critical section, and none is open here"
        yield Diag("K0302", call.at, what, "", (Mark(callee.at, "Context: crit"),), (),
                   f"call {CRITICAL.begins}() before")


def told(way: tuple[str, ...]) -> str:
    """Return by which calls something blocks, as a text."""
    return " -> ".join(f"{name}()" for name in way)
