# SPDX-License-Identifier: BSD-3-Clause
"""Operators that change one declared element, in memory, and take the change back.

Each is applied wherever it means something; what becomes of it nobody says here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

from dsl import data, scalar
from dsl.call import Bytes, CStr, Passed, Syscall, retired
from dsl.data import ArrayType, Enum, Flags, Member
from dsl.port import Message
from gen.load import Declared, Item

WIDER = {"u8": "u16", "u16": "u32", "u32": "u64", "i8": "i16", "i16": "i32", "i32": "i64",
         "usize": "u64", "isize": "i64"}
NARROWER = {"u64": "u32", "u32": "u16", "u16": "u8", "i64": "i32", "i32": "i16", "i16": "i8",
            "usize": "u32", "isize": "i32"}
SIGN = {"u8": "i8", "u16": "i16", "u32": "i32", "u64": "i64", "usize": "isize"}
SIGN |= {b: a for a, b in SIGN.items()}

Hints = dict[str, Any]


@dataclass(frozen=True)
class Mutation:
    """One change: its operator, what it is about, and what does it."""

    operator: str
    target: str
    about: frozenset[str]
    change: Callable[[], Callable[[], None]]
    """Does it, and returns what takes it back."""


@contextmanager
def applied(mutation: Mutation, declared: Declared) -> Iterator[None]:
    """Change the declarations for a while."""
    undo = mutation.change()
    declared.kinds.clear()
    try:
        yield
    finally:
        undo()
        declared.kinds.clear()


def scalar_of(name: str) -> type:
    """Return a scalar by its name."""
    found: type = getattr(scalar, name)
    return found


# -- classes ----------------------------------------------------------------------------


def with_hints(cls: type, hints: Hints) -> Callable[[], Callable[[], None]]:
    """Return what gives a class other fields."""

    def change() -> Callable[[], None]:
        before = cls.__annotations__
        cls.__annotations__ = hints

        def undo() -> None:
            cls.__annotations__ = before

        return undo

    return change


def with_members(cls: type, members: dict[str, int]) -> Callable[[], Callable[[], None]]:
    """Return what gives an Enum or Flags other members, in this order."""

    def put(values: dict[str, Member]) -> None:
        for name in [n for n, v in vars(cls).items() if isinstance(v, Member)]:
            delattr(cls, name)
        for name, value in values.items():
            setattr(cls, name, value)

    def change() -> Callable[[], None]:
        before = {n: v for n, v in vars(cls).items() if isinstance(v, Member)}
        new = {}
        for name, value in members.items():
            new[name] = before.get(name, Member(value))
            if new[name] != value or name not in before:
                new[name] = Member(value)
                new[name].owner, new[name].name = cls, name
        put(new)
        return lambda: put(before)

    return change


def fields(item: Item, others: list[type]) -> Iterator[tuple[str, str, Hints]]:
    """Yield the operators on the fields of a structure: name, target, the fields then."""
    hints: Hints = dict(item.value.__annotations__)
    order = list(hints)
    for index, (name, kind) in enumerate(hints.items()):
        here = f"{item.name}.{name}"
        if index + 1 < len(order):
            yield "swap two fields", here, swapped(hints, name, order[index + 1])
        if index + 2 < len(order):
            moved = {n: t for n, t in hints.items() if n != name}
            yield "move a field to the end", here, {**moved, name: kind}
        if len(order) > 1:
            yield "remove a field", here, {n: t for n, t in hints.items() if n != name}
        yield "rename a field", here, renamed(hints, name, f"{name}_new")
        yield "insert a field", here, inserted(hints, name, "inserted", scalar_of("u32"))
        for operator, other in types(kind, others):
            yield operator, here, {n: other if n == name else t for n, t in hints.items()}
    for added in ("u8", "u32", "u64"):
        yield "append a field", item.name, {**hints, "appended": scalar_of(added)}
    yield "append padding", item.name, {**hints, "_more": ArrayType(None, 8, "reserved")}


def types(kind: Any, others: list[type]) -> Iterator[tuple[str, Any]]:
    """Yield the operators on a field's type."""
    name = getattr(kind, "__name__", "")
    for operator, table in (("widen a field", WIDER), ("narrow a field", NARROWER),
                            ("change a field's sign", SIGN)):
        if name in table:
            yield operator, scalar_of(table[name])
    if isinstance(kind, ArrayType) and isinstance(kind.count, int):
        yield "lengthen an array", replace(kind, count=kind.count + 1)
        if kind.count > 1:
            yield "shorten an array", replace(kind, count=kind.count - 1)
    elif isinstance(kind, type) and name in SIGN:
        yield "make a field an array", ArrayType(kind, 2, "array")
    if isinstance(kind, ArrayType) and kind.kind == "reserved":
        if kind.count in (1, 2, 4):
            yield "use padding", scalar_of({1: "u8", 2: "u16", 4: "u32"}[kind.count])
        yield "use padding for an array", ArrayType(scalar_of("u8"), kind.count, "array")
    for other in others:
        if name and holder(other) == name:
            yield "judge a field", other
    if isinstance(kind, type) and {Enum, Flags} & set(kind.__bases__):
        yield "judge a field no more", scalar_of(holder(kind))


def holder(cls: type) -> str:
    """Return the name of the scalar that an Enum or Flags is held in."""
    return cls.__bases__[1].__name__ if len(cls.__bases__) > 1 else ""


def swapped(hints: Hints, a: str, b: str) -> Hints:
    """Return hints with two in each other's place."""
    places = {a: b, b: a}
    return {places.get(n, n): hints[places.get(n, n)] for n in hints}


def renamed(hints: Hints, name: str, to: str) -> Hints:
    """Return hints with another name for one."""
    return {to if n == name else n: t for n, t in hints.items()}


def inserted(hints: Hints, before: str, name: str, kind: Any) -> Hints:
    """Return hints with one more, before another."""
    result: Hints = {}
    for n, t in hints.items():
        if n == before:
            result[name] = kind
        result[n] = t
    return result


def members(item: Item) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Yield the operators on the values of an Enum or Flags."""
    cls = item.value
    now = {n: int(v) for n, v in vars(cls).items() if isinstance(v, Member)}
    flags = Flags in cls.__bases__
    free = 1 << (max(now.values()).bit_length()) if flags else max(now.values()) + 1
    free = min(free, 0x80) if flags and holder(cls) == "u8" else free
    order = list(now)
    word = "bit" if flags else "value"
    for index, (name, value) in enumerate(now.items()):
        here = f"{item.name}.{name}"
        if free not in now.values():
            yield f"change a {word}", here, {**now, name: free}
        if len(now) > 1:
            yield f"remove a {word}", here, {n: v for n, v in now.items() if n != name}
        yield f"rename a {word}", here, renamed(now, name, f"{name}_NEW")
        if index + 1 < len(order) and now[order[index + 1]] != value:
            other = order[index + 1]
            yield f"swap two {word}s", here, {**now, name: now[other], other: value}
    if free not in now.values():
        yield f"add a {word}", item.name, {**now, f"{item.name.upper()}_ADDED": free}
    if len(now) > 1:
        yield f"reorder {word}s", item.name, dict(reversed(now.items()))
    yield "add a second name", item.name, {**now, f"{item.name.upper()}_ALSO": now[order[0]]}


# -- calls ------------------------------------------------------------------------------


def with_call(item: Item, call: Syscall | None, name: str = "", also: Hints | None = None
              ) -> Callable[[], Callable[[], None]]:
    """Return what replaces a call, under its name or another, or takes it away."""

    def change() -> Callable[[], None]:
        names = item.module.names
        before = dict(names)
        new = {(name or n) if n == item.name else n: call if n == item.name else v
               for n, v in names.items()}
        names.clear()
        names.update({n: v for n, v in new.items() if v is not None})
        names.update(also or {})

        def undo() -> None:
            names.clear()
            names.update(before)

        return undo

    return change


def retyped(call: Syscall, hints: Hints) -> Syscall:
    """Return a call with another prototype."""
    old = call.function
    function = FunctionType(old.__code__, old.__globals__, old.__name__)
    function.__annotations__, function.__doc__ = hints, old.__doc__
    return replace(call, function=function)


def numbers(item: Item, calls: list[Item], gone: list[int]) -> Iterator[tuple[str, str, Any]]:
    """Yield the operators on a call as a whole."""
    call: Syscall = item.value
    yield "renumber", item.name, with_call(item, replace(call, number=call.number + 1000))
    yield "rename a call", item.name, with_call(item, call, f"{item.name}_new")
    with_name = replace(call, was=item.name)
    yield "rename a call, was= said", item.name, with_call(item, with_name, f"{item.name}_new")
    yield "remove a call", item.name, with_call(item, None)
    stone = {f"{item.name}_gone": retired(call.number, item.name, since="0.2", why="Mutated.")}
    yield "retire a call", item.name, with_call(item, None, also=stone)
    for number in gone[:1]:
        yield "take a retired number", item.name, with_call(item, call, also={
            "taker": replace(call, number=number)})
    yield "add a call", item.name, with_call(item, call, also={
        "added": replace(call, number=call.number + 1001)})
    yield "add an error", item.name, with_call(
        item, replace(call, errors=(*call.errors, call.errors[0] if call.errors else 5)))
    if call.errors:
        yield "remove an error", item.name, with_call(item, replace(call, errors=call.errors[1:]))
    yield "change the manual", item.name, documented(item)
    same = [c for c in calls if c.module is item.module and c.value.number > call.number]
    for other in same[:1]:
        yield "swap two numbers", item.name, both(item, other)


def documented(item: Item) -> Callable[[], Callable[[], None]]:
    """Return what gives a call another manual."""
    hints = dict(item.value.function.__annotations__)
    call = retyped(item.value, hints)
    call.function.__doc__ = "Do something else."
    return with_call(item, call)


def both(item: Item, other: Item) -> Callable[[], Callable[[], None]]:
    """Return what swaps the numbers of two calls."""
    first = with_call(item, replace(item.value, number=other.value.number))
    second = with_call(other, replace(other.value, number=item.value.number))

    def change() -> Callable[[], None]:
        undo, undo_second = first(), second()

        def back() -> None:
            undo_second()
            undo()

        return back

    return change


def arguments(item: Item, others: list[type]) -> Iterator[tuple[str, str, Any]]:
    """Yield the operators on a call's arguments and result."""
    hints = dict(item.value.function.__annotations__)
    result = hints.pop("return", None)

    def then(new: Hints) -> Any:
        return with_call(item, retyped(item.value, {**new, "return": result}))

    order = list(hints)
    for index, (name, kind) in enumerate(hints.items()):
        here = f"{item.name}({name})"
        if index + 1 < len(order):
            yield "reorder arguments", here, then(swapped(hints, name, order[index + 1]))
        yield "remove an argument", here, then({n: t for n, t in hints.items() if n != name})
        yield "rename an argument", here, then(renamed(hints, name, f"{name}_new"))
        yield "insert an argument", here, then(inserted(hints, name, "word_more", scalar_of("u32")))
        for operator, other in passed(kind, others):
            yield operator, here, then({n: other if n == name else t for n, t in hints.items()})
    yield "append an argument", item.name, then({**hints, "word_more": scalar_of("u32")})
    now = getattr(result, "__name__", "None")
    for other in (None, *map(scalar_of, ("u32", "i32", "usize", "isize", "u16", "UserAddr"))):
        if getattr(other, "__name__", "None") != now and now != "NoReturn":
            new = retyped(item.value, {**hints, "return": other})
            yield "change the result", item.name, with_call(item, new)


def passed(kind: Any, others: list[type]) -> Iterator[tuple[str, Any]]:
    """Yield the operators on an argument's type and direction."""
    if not isinstance(kind, Passed):
        for operator, other in types(kind, others):
            if not isinstance(other, ArrayType):
                yield operator.replace("a field", "an argument"), other
        if kind is scalar.usize:
            yield "make a number an address", scalar.UserAddr
        if kind is scalar.UserAddr:
            yield "make an address a number", scalar.usize
        return
    for way in ("in", "out", "inout"):
        text = kind.target is CStr or (kind.target is Bytes and kind.bound is None)
        if way != kind.way and not (text and way == "inout") and kind.target is not CStr:
            yield "change the direction", replace(kind, way=way)
    yield ("refuse NULL" if kind.optional else "take NULL"), replace(
        kind, optional=not kind.optional)
    if kind.bound:
        yield "raise a bound", replace(kind, bound=kind.bound * 2)
        yield "lower a bound", replace(kind, bound=max(1, kind.bound // 2))
        if kind.target is Bytes and kind.way != "inout":
            yield "lift a bound", replace(kind, bound=None)
    elif kind.target is Bytes:
        yield "set a bound", replace(kind, bound=256)
    for operator, other in types(kind.target, others):
        if not isinstance(other, ArrayType):
            yield operator.replace("a field", "what is pointed at"), replace(kind, target=other)
    for other in others:
        both_are = data.Struct in other.__bases__ and data.Struct in getattr(
            kind.target, "__bases__", ())
        if both_are and other is not kind.target:
            yield "point at another structure", replace(kind, target=other)
            break


# -- messages ---------------------------------------------------------------------------


def heads(item: Item) -> Iterator[tuple[str, str, Any]]:
    """Yield the operators on a message's number."""
    facts = item.value.__message__

    def change() -> Callable[[], None]:
        item.value.__message__ = replace(facts, id=facts.id + 16)

        def undo() -> None:
            item.value.__message__ = facts

        return undo

    assert issubclass(item.value, Message)
    yield "renumber a message", item.name, change
