# SPDX-License-Identifier: BSD-3-Clause
"""The order in which a kernel takes locks and waits for ports: as declared, and as its C does it.

Its nodes are locks, as `lock` names them, and, with an @ before them, those who receive
messages: a thread, or a port that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dsl.record import dataclass
from gen.analyse.fact import Function, Held, Locked
from gen.analyse.lock import GIVES, TAKES, TRIES, WORDS
from gen.analyse.program import Program
from gen.analyse.rule_ipi import DISPATCH
from gen.analyse.rule_send import Root, roots, runs
from gen.analyse.section import CRITICAL, INTERLOCKED
from gen.diag import Mark
from gen.place import Loc

#: What is behind these is done without our locks, when the last of them is free, or by others.
ELSEWHERE = (INTERLOCKED, CRITICAL.ends, DISPATCH)


@dataclass(frozen=True, slots=True)
class Taking:
    """Where something is taken, or waited for, and by which calls one comes there."""

    at: Loc
    tries: bool = False
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """`before` comes before `after`: where, and why; `marks` are further places.

    `tries` says that nobody waits; `direct`, that no other function is called.
    """

    before: str
    after: str
    at: Loc
    why: str
    marks: tuple[Mark, ...] = ()
    tries: bool = False
    direct: bool = True
    kind: str = ""
    """The kind of lock that `before` is, where it is held."""


def noun(name: str) -> str:
    """Return a node's name as it is told."""
    return f"`{name.rpartition(':')[2].removeprefix('@')}`"


class Order:
    """What comes before what in a program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._locks = {lock.name: lock for lock in program.kernel.messaging.locks}
        ports = program.kernel.messaging.ports
        self._receiver = {one.c_name: f"@{one.owner or one.c_name}" for one in ports}
        self._waits = dict(self._waited())
        self._handed: dict[Function, list[tuple[Function, Locked]]] = {}
        self._takes: dict[Function, dict[str, Taking]] = {}
        self._reached: dict[Function, dict[str, Taking]] = {}
        for one in program.functions:
            for row in one.locked if one.name not in ELSEWHERE else ():
                callee = program.called(one, row.name)
                if row.given and callee is not None and row.name not in WORDS:
                    self._handed.setdefault(callee, []).append((one, row))
        self._find_takes()

    def _find_takes(self) -> None:
        """Find what each function takes and waits for itself, or by handing a lock on."""
        waiting: list[tuple[Function, str, Taking]] = []
        for one in self.program.functions:
            # What it takes again, its callers have.
            again = {lock for row in one.locked if row.name in GIVES for _, lock in row.given}
            for row in one.locked if one.name not in ELSEWHERE else ():
                if row.name in TAKES or row.name in TRIES:
                    taking = Taking(row.at, row.name in TRIES)
                    waiting += [(one, name, taking) for _, lock in row.given
                                if lock not in again for name in self.names(one, lock)]
            waiting += [(one, to, Taking(call.at)) for call in one.calls
                        for to in self._waits.get(call.name, ())]
        for one, name, taking in waiting:  # which grows
            known = self._takes.setdefault(one, {})
            if name in known and known[name].tries <= taking.tries:
                continue
            known[name] = taking
            for caller, row in self._handed.get(one, ()) if name.startswith("#") else ():
                way = Taking(taking.at, taking.tries, (one.name, *taking.way))
                waiting += [(caller, to, way) for at, lock in row.given if name == f"#{at}"
                            for to in self.names(caller, lock)]

    def _waited(self) -> dict[str, list[str]]:
        """Return who is waited for by the generated functions that wait for an answer."""
        known = {message.c_name: message for message in self.program.kernel.messaging.messages}
        found: dict[str, list[str]] = {}
        for port in self.program.kernel.messaging.ports:
            for name in port.messages:
                sends = name if known[name].port else f"{port.c_name}_{name}"
                for function in dict.fromkeys((f"{sends}_do", f"{name}_wait")):
                    found.setdefault(function, []).append(self._receiver[port.c_name])
        return found

    def names(self, one: Function, lock: str) -> tuple[str, ...]:
        """Return what a lock in a function is called in the whole program."""
        if lock.endswith("()"):
            callee = self.program.called(one, lock[:-2])
            if callee is None:
                return (lock,)
            found = [name for name in callee.returned if name[:1] != "#" and name[-2:] != "()"]
            made = [to for name in found for to in self.names(callee, name)]
            return tuple(made) or (f"{callee.at.file}:{lock}",)
        owner, _, field = lock.rpartition(".")
        known = self._locks.get(field)
        return (field if known is not None and owner and known.per == owner else lock,)

    def is_one(self, name: str) -> bool:
        """Say whether there is but one lock of a name."""
        known = self._locks.get(name)
        if known is not None:
            return not known.per
        return not {*".[#@"} & {*name.rpartition(":")[2]}

    def reached(self, start: Function) -> dict[str, Taking]:
        """Return what a function and all that it calls take, and wait for."""
        if start not in self._reached:
            found: dict[str, Taking] = {}
            ways: dict[Function, tuple[str, ...]] = {start: ()}
            waiting = [start] if not start.noreturn and start.name not in ELSEWHERE else []
            for one in waiting:  # which grows
                for name, taking in self._takes.get(one, {}).items():
                    if name[:1] != "#" and (name not in found or found[name].tries > taking.tries):
                        way = (*ways[one], *taking.way)
                        found[name] = Taking(taking.at, taking.tries, way)
                for _, callee in self.program.callees(one):
                    passes = callee.noreturn or callee.name in ELSEWHERE
                    if callee not in ways and not passes:
                        ways[callee] = (*ways[one], callee.name)
                        waiting.append(callee)
            self._reached[start] = found
        return self._reached[start]

    def edges(self) -> Iterator[Edge]:
        """Yield what the C does: each lock that is held, and what is taken meanwhile."""
        waiting: list[tuple[Function, Edge]] = []
        for one in self.program.functions:
            for row in one.locked if one.name not in ELSEWHERE else ():
                if row.held and row.name not in (*ELSEWHERE, *GIVES):
                    waiting += [(one, edge) for edge in self._of_row(one, row)]
        seen: set[tuple[Function, str, str]] = set()
        for one, edge in waiting:  # which grows
            if (one, edge.before, edge.after) in seen:
                continue
            seen.add((one, edge.before, edge.after))
            if "#" not in edge.before + edge.after:
                yield edge
                continue
            for caller, row in self._handed.get(one, ()):
                waiting += [(caller, made) for made in self._handed_on(caller, row, edge)]

    def _of_row(self, one: Function, row: Locked) -> Iterator[Edge]:
        """Yield what a call under locks takes."""
        callee = self.program.called(one, row.name)
        taken = {name: Taking(to.at, to.tries, (row.name, *to.way))
                 for name, to in self.reached(callee).items()} if callee is not None else {}
        taken |= {to: Taking(row.at) for to in self._waits.get(row.name, ())}
        for at, lock in row.given:
            own = Taking(row.at, row.name in TRIES) if row.name in {*TAKES, *TRIES} else None
            if own is None and callee is not None and (
                    given := self._takes.get(callee, {}).get(f"#{at}")):
                own = Taking(given.at, given.tries, (row.name, *given.way))
            if own is not None:
                taken |= dict.fromkeys(self.names(one, lock), own)
        for held in row.held:
            for before in self.names(one, held.lock):
                if WORDS[held.by] == "token" and before not in self._locks and before[:1] != "#":
                    continue  # who waits gives it up
                for name, to in taken.items():
                    if name[:1] != "@" or not self._is_own(one, name):
                        yield self._edge(before, name, held, row, to)

    def _edge(self, before: str, name: str, held: Held, row: Locked, to: Taking) -> Edge:
        """Return an edge, and why it is there."""
        what = f"{noun(name)} is {'waited for' if name[:1] == '@' else 'taken'} while "
        what += f"{noun(before)} is held"
        if to.way:
            what += f", by {' -> '.join(f'{way}()' for way in to.way)}"
        marks = [Mark(held.at, f"{noun(before)} is taken here")]
        if to.way:
            verb = "waited for" if name[:1] == "@" else "taken"
            marks.append(Mark(to.at, f"{noun(name)} is {verb} here"))
        return Edge(before, name, row.at, what, tuple(marks), to.tries, not to.way, WORDS[held.by])

    def _handed_on(self, caller: Function, row: Locked, edge: Edge) -> Iterator[Edge]:
        """Yield an edge whose locks are handed to a function, by what one caller hands over."""
        given: dict[str, list[str]] = {}
        for at, lock in row.given:
            given.setdefault(f"#{at}", []).extend(self.names(caller, lock))
        for before in given.get(edge.before, [edge.before]):
            for after in given.get(edge.after, [edge.after]):
                if (before, after) != (edge.before, edge.after):
                    why = f"{noun(after)} is taken while {noun(before)} is held, as line "
                    why += f"{row.at.line} of {caller.name}() hands them over"
                    mark = Mark(row.at, "handed over here")
                    yield Edge(before, after, edge.at, why, (mark,), edge.tries, edge.direct,
                               edge.kind)

    def _is_own(self, one: Function, to: str) -> bool:
        """Say whether it is a receiver's own functions alone that send to it."""
        whose = running(self.program).get(one, set())
        return bool(whose) and all(self._of(root.sender) == to for root in whose)

    def _of(self, sender: str) -> str:
        """Return who a port's or a thread's functions run in."""
        return self._receiver.get(sender, f"@{sender}")

    def received(self, receiver: str) -> Iterator[Edge]:
        """Yield what comes after a receiver: what its functions take and wait for."""
        for name, root in roots(self.program):
            function = self.program.named(name)
            if function is not None and self._of(root.sender) == receiver:
                for to, taking in self.reached(function).items():
                    if to != receiver and not taking.tries:
                        way = "".join(f" -> {one}()" for one in taking.way)
                        verb = "waits for" if to[:1] == "@" else "takes"
                        why = f"{noun(receiver)} {verb} {noun(to)}, by {name}(){way}"
                        yield Edge(receiver, to, taking.at, why)

    def declared(self) -> Iterator[Edge]:
        """Yield what is declared: of locks, and of ports."""
        messaging = self.program.kernel.messaging
        for lock in messaging.locks:
            for before in lock.after:
                why = f"{noun(lock.name)} is declared to be taken after {noun(before)}"
                yield Edge(before, lock.name, lock.loc, why)
        takes = {port.c_name: port.takes for port in messaging.ports}
        for port in messaging.ports:
            for name in port.takes:
                own = self._receiver[port.c_name]
                yield Edge(own, name, port.loc, f"{noun(own)} is declared to take {noun(name)}")
        for send in messaging.sends:
            own, to = self._of(send.sender), self._receiver[send.port]
            for before in (own, *takes.get(send.sender, ())):
                if send.mode == "sync" and own != to:
                    why = f"{noun(before)} is declared to wait for {noun(to)}"
                    yield Edge(before, to, send.loc, why)


@lru_cache(maxsize=1)
def running(program: Program) -> dict[Function, set[Root]]:
    """Return who runs each function."""
    return runs(program)
