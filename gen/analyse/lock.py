# SPDX-License-Identifier: BSD-3-Clause
"""Locks in a function: which it takes, what it calls under them, and to whom it hands them.

A lock is known by what it is: `proc_lock`, a variable (with its file, if only that knows it);
`pool[]`, one of many; `objcache.lock`, the field of a structure; `#1`, what the function gets as
its second argument; `lock_of()`, what a function returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from gen.analyse.fact import Held, Locked
from gen.analyse.flow import Flow, Taken, follow
from gen.analyse.section import Coord
from gen.analyse.source import Source
from gen.analyse.tree import (
    Types,
    arguments,
    called,
    inner,
    kind,
    locals_of,
    named,
    parameters,
    parts,
    text,
    type_text,
)

#: What takes a lock, its first argument, and of which kind that is.
TAKES = {
    "spin_lock": "spinlock", "spin_lock_shared": "spinlock", "spin_acquire": "spinlock",
    "token_get": "token", "token_get_shared": "token",
    "serializer_enter": "serializer",
    "mutex_lock": "mutex", "mutex_lock_shared": "mutex",
    "mutex_lock_abortable": "mutex", "mutex_lock_shared_abortable": "mutex",
    "lockmgr_lock": "lockmgr", "lockmgr_share": "lockmgr", "lockmgr_upgrade": "lockmgr",
    "lockmgr_drain": "lockmgr",
}
#: What takes it if it is free, and returns whether.
TRIES = {"spin_try": "spinlock", "token_try": "token", "serializer_try": "serializer",
         "mutex_try": "mutex", "serializer_call": "serializer"}
#: What may return without the lock, and an error: who has it gives it up.
MAY_FAIL = ("mutex_lock_abortable", "mutex_lock_shared_abortable", "lockmgr_lock",
            "lockmgr_share")
#: What only waits: who calls it has the lock already, or nobody will have it.
WAITS = ("lockmgr_upgrade", "lockmgr_drain")
GIVES = {
    "spin_unlock": "spinlock", "spin_unlock_shared": "spinlock", "spin_release": "spinlock",
    "token_release": "token", "serializer_exit": "serializer", "mutex_unlock": "mutex",
    "mutex_unlock_shared": "mutex", "lockmgr_unlock": "lockmgr",
}
#: Calls its second argument inside of its first, if that is free.
INSIDE = "serializer_call"

WORDS = {**TAKES, **TRIES, **GIVES}
POINTERS = {f"struct {one} *" for one in WORDS.values()}

#: Which arguments of a function are locks, by the identity of its type, which is kept.
LOCKS: dict[int, tuple[Any, tuple[int, ...]]] = {}


class Open(NamedTuple):
    """A lock that is held on a path: as it is written, and by which call."""

    key: str
    by: str
    line: int
    col: int


class Locks:
    """The locks of a function over all its paths."""

    def __init__(self, function: Any, flow: Flow, types: Types, source: Source) -> None:
        self._function, self._flow, self._types = function, flow, types
        self._source = source
        self._local = locals_of(function)
        args = function.decl.type.args
        names = [getattr(one, "name", None) for one in args.params] if args is not None else []
        self._params = {name: at for at, name in enumerate(names) if name}
        self._named: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def returned(self) -> tuple[str, ...]:
        """Return the locks that the function may return."""
        if type_text(self._function.decl.type.type) not in POINTERS:
            return ()
        found = [name for one in parts(self._function.body, "Return")
                 for name in self.names(one.expr)]
        return tuple(dict.fromkeys(found))

    def locked(self) -> Iterator[Locked]:
        """Yield the calls that take locks, are under them, or get them as arguments.

        A lock that is given up is one only where the function has not taken it.
        """
        calls = parts(self._function.body, "FuncCall")
        given = {id(one): tuple(self._given(one)) for one in calls}
        if not any(given.values()):
            return
        held = self._held() if any(called(one) in WORDS for one in calls) else {}
        for one in calls:
            own = tuple(dict.fromkeys(
                row for o in sorted(held.get(id(one), ())) for row in self._rows(o)))
            at = self._source.place(one.coord, called(one))
            names = {row.lock for row in own}
            ends = called(one) in GIVES and any(lock in names for _, lock in given[id(one)])
            if called(one) and not ends and (given[id(one)] or own):
                yield Locked(called(one), at, own, given[id(one)])
            if called(one) == INSIDE and len(arguments(one)) > 1:
                inside = [Held(name, INSIDE, at) for _, name in given[id(one)]]
                yield Locked(text(arguments(one)[1]), at, (*own, *inside), ())

    def _held(self) -> dict[int, set[Open]]:
        """Return what may be held at each call, by the identity of its node."""
        found: dict[int, set[Open]] = {}
        start: tuple[Open, ...] = ()
        for opens, step in follow(self._flow, start, self._step):
            if kind(step) == "FuncCall":
                found.setdefault(id(step), set()).update(
                    o for o in opens if o.by not in MAY_FAIL or self._ends(o, step))
        return found

    def _step(self, opens: tuple[Open, ...], step: Any) -> tuple[Open, ...] | None:
        """Return what is held behind a step."""
        if kind(step) in ("Return", "End"):
            return None
        call = step.call if isinstance(step, Taken) else step
        name = called(call) if kind(call) == "FuncCall" else ""
        if name not in WORDS or name == INSIDE or not arguments(call):
            return opens
        key = text(arguments(call)[0])
        if name in GIVES:
            same = [o for o in opens if o.key == key and WORDS[o.by] == GIVES[name]]
            return tuple(o for o in opens if o is not same[-1]) if same else opens
        taken = isinstance(step, Taken) if name in TRIES else step is call
        made = Open(key, name, call.coord.line, call.coord.column or 0)
        if not taken or name in WAITS or made in opens:
            return opens
        self._named[made[1:]] = self.names(arguments(call)[0])
        return (*opens, made)

    def _ends(self, one: Open, step: Any) -> bool:
        """Say whether a lock may be given up behind a step: else it was not had."""
        blocks = self._flow.blocks
        start = next(at for at, block in enumerate(blocks) if any(s is step for s in block.steps))
        steps = blocks[start].steps
        waiting = [(start, steps[next(n for n, s in enumerate(steps) if s is step):])]
        seen: set[int] = set()
        for at, behind in waiting:  # which grows
            words = (called(s) for s in behind if kind(s) == "FuncCall" and arguments(s)
                     and text(arguments(s)[0]) == one.key)
            word = next((word for word in words if word in GIVES or word in TAKES), "")
            if word in GIVES:
                return True
            new = [n for n in blocks[at].nexts if n not in seen and not word]
            seen.update(new)
            waiting += [(n, blocks[n].steps) for n in new]
        return False

    def _rows(self, one: Open) -> Iterator[Held]:
        """Yield a lock that is held, by each thing that it may be."""
        at = self._source.place(Coord(self._function.decl.coord.file, one.line), one.by)
        yield from (Held(name, one.by, at) for name in self._named[one[1:]])

    def _given(self, call: Any) -> Iterator[tuple[int, str]]:
        """Yield the arguments of a call that are locks, and what these may be."""
        name, given = called(call), arguments(call)
        if name in WORDS:
            wanted: tuple[int, ...] = (0,) if given else ()
        else:
            wanted = locks_of(self._types.names.get(name)) if name else ()
        for at in wanted:
            if at < len(given):
                yield from ((at, one) for one in self.names(given[at]))

    def names(self, node: Any, seen: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return what the lock that a pointer points at may be."""
        node = inner(node)
        if kind(node) == "TernaryOp":
            both = (*self.names(node.iftrue, seen), *self.names(node.iffalse, seen))
            return tuple(dict.fromkeys(both))
        if kind(node) == "UnaryOp" and node.op == "&":
            return self._object(node.expr)
        if kind(node) == "StructRef":
            return self._object(node)
        if kind(node) == "FuncCall" and called(node):
            return (f"{called(node)}()",)
        if kind(node) != "ID" or node.name in seen:
            return ()
        values = list(given(self._function.body, node.name))
        if node.name in self._params and not values:
            return (f"#{self._params[node.name]}",)
        found = [name for one in values for name in self.names(one, (*seen, node.name))]
        return tuple(dict.fromkeys(found))

    def _object(self, node: Any) -> tuple[str, ...]:
        """Return what a lock is that is no pointer."""
        some = ""
        while kind(node) == "ArrayRef":
            node, some = node.name, "[]"
        file = self._function.decl.coord.file
        if kind(node) == "ID":
            if node.name in self._local:
                return (f"{file}:{self._function.decl.name}.{node.name}{some}",)
            static = node.name in self._types.static
            return (f"{file}:{node.name}{some}" if static else f"{node.name}{some}",)
        if kind(node) != "StructRef":
            return ()
        owner = self._types.of(node.name, self._local)
        while kind(owner) in ("PtrDecl", "ArrayDecl"):
            owner = owner.type
        below: Any = getattr(owner, "type", None)
        if kind(below) not in ("Struct", "Union"):
            return (f"{named(below)}.{node.field.name}",) if below is not None else ()
        tag = below.name or text(node.name)
        field: Any = self._types.members.get(below.name, {}).get(node.field.name)
        while kind(field) in ("PtrDecl", "ArrayDecl"):
            field = field.type
        own = not below.name or (field is not None and field.coord.file == file)
        return (f"{file}:{tag}.{node.field.name}" if own else f"{tag}.{node.field.name}",)


def locks_of(function: Any) -> tuple[int, ...]:
    """Return which arguments of a function are locks."""
    known = LOCKS.get(id(function))
    if known is None:
        found: tuple[int, ...] = ()
        if kind(function) == "FuncDecl":
            found = tuple(at for at, one in enumerate(parameters(function)) if one in POINTERS)
        known = LOCKS[id(function)] = function, found
    return known[1]


def given(body: Any, name: str) -> Iterator[Any]:
    """Yield the values that a function gives to a variable."""
    for one in parts(body, "Decl"):
        if one.name == name and one.init is not None:
            yield one.init
    for one in parts(body, "Assignment"):
        if kind(one.lvalue) == "ID" and one.lvalue.name == name:
            yield one.rvalue
