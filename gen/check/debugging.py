# SPDX-License-Identifier: BSD-3-Clause
"""Rules about what a kernel shows of itself: counters, traces, commands of its debugger."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.call import CStr
from dsl.data import Enum, Flags, Member, PointerType
from dsl.debug import Counter, DdbCommand, Modifier, TracePoint
from dsl.scalar import Scalar, i64, u32, u64, usize
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.build import System
from gen.near import did_you_mean
from gen.noun import kind_of

#: The longest texts, in bytes: they travel in structures with a NUL behind them.
UNIT, DOC = 15, 79

#: The values of a record of a trace.
VALUES = 3

#: What the entry of system calls records of each, and its values.
CALLS = {"enter": (u32, u32, u64), "words": (u64, u64, u64), "leave": (u32, u32, i64)}


def counters_have_room(system: System) -> Iterator[Diag]:
    """What a CPU owns has room for every counter."""
    kernel = next(iter(system.kernels.values()), None)
    counters = kernel.debugging.counters if kernel else ()
    places = [f for s in kernel.structs if s.c_name == "cpu" for f in s.fields
              if f.name == "counters"] if kernel else []
    room = places[0].type.count if places else 0
    if len(counters) > room:
        marks = tuple(Mark(f.loc, "the room for them") for f in places)
        what = f"`{counters[room].name}` is counter {room + 1} of {len(counters)}, "
        what += f"and there is room for {room}" if places else "and `Cpu` has no `counters`"
        yield Diag("K0430", counters[room].loc, what, "", marks,
                   help=f"say counters: Array[u64, L[{-(-len(counters) // 8) * 8}]]")


def shown_texts_are_lines(declared: Declared) -> Iterator[Diag]:
    """A text that is shown is one line, and as long as there is room for it."""
    for item in declared.items(Counter):
        yield from _line(item, 0, "unit", item.value.unit, UNIT)
        yield from _line(item, "doc", "doc", item.value.doc, DOC)


def _line(item: Item, place: int | str, name: str, text: str, longest: int) -> Iterator[Diag]:
    size = len(text.encode())
    wrong = "is empty" if not text.strip() else ""
    if size > longest:
        wrong = f"has {size} bytes, and {longest} are shown"
    elif not text.isprintable():
        wrong = "is more than one line"
    if wrong:
        at = item.module.source.argument(item.name, place)
        yield Diag("K0431", at, f"`{name}` of `{item.name}` {wrong}",
                   help="say in a few words what is counted")


def commands_are_told_apart(declared: Declared) -> Iterator[Diag]:
    """No two commands of the debugger have one name, brief names among them."""
    seen: dict[str, Item] = {}
    for item in sorted(declared.items(DdbCommand), key=lambda i: (i.module.file, i.loc.line)):
        for place, name in ((0, item.value.name), ("short", item.value.short)):
            if name and name in seen:
                at = item.module.source.argument(item.name, place)
                mark = Mark(seen[name].loc, "the other")
                yield Diag("K0450", at, f"two commands are called `{name}`", "", (mark,))
            seen.setdefault(name, item)


def command_names_are_words(declared: Declared) -> Iterator[Diag]:
    """A command's name is one word or two, in small letters; it says what it does."""
    for item in declared.items(DdbCommand):
        for place, name in ((0, item.value.name), ("short", item.value.short or "x")):
            if not re.fullmatch(r"[a-z?]+( [a-z]+)?", name):
                at = item.module.source.argument(item.name, place)
                yield Diag("K0451", at, f"`{name}` is no name of a command",
                           help="one word or two, of small letters")
        if not item.doc:
            yield Diag("K0451", item.loc, f"`{item.value.name}` does not say what it does",
                       help="write a docstring: `help` prints it")


def command_arguments_can_be_typed(declared: Declared) -> Iterator[Diag]:
    """What a command takes can be typed, and what may be left out comes last."""
    for item in declared.items(DdbCommand):
        hints = dict(item.value.function.__annotations__)
        hints.pop("return", None)
        before = ""
        for place, (name, hint) in enumerate(hints.items()):
            at = item.module.source.annotation(item.name, name)
            if hint is Modifier and place > 0:
                yield Diag("K0452", at, f"`{name}` of `{item.value.name}` is no first argument",
                           help="what stands behind the stroke is declared first")
            elif not _typed(hint):
                what = f"`{name}` of `{item.value.name}` is {kind_of(hint)}, which nobody can type"
                yield Diag("K0452", at, what,
                           help="take usize, u32, u64, an Enum, CStr or Modifier")
            elif before and name not in item.value.optional:
                what = f"`{name}` of `{item.value.name}` comes behind `{before}`, which is optional"
                yield Diag("K0452", at, what, help="put it before, or make it optional")
            before = name if name in item.value.optional else before
        for name in item.value.optional:
            if name not in hints:
                at = item.module.source.argument(item.name, "optional")
                yield Diag("K0452", at, f"`{item.value.name}` has no argument `{name}`",
                           help=did_you_mean(name, hints))


def _typed(hint: object) -> bool:
    """Say whether an argument of this kind can be typed."""
    if hint in (usize, u32, u64, CStr, Modifier):
        return True
    return isinstance(hint, type) and Enum in hint.__bases__


def trace_points_fit_a_record(declared: Declared) -> Iterator[Diag]:
    """A record has three values: numbers, enumerations or kernel pointers."""
    for item in declared.items(TracePoint):
        hints = dict(item.value.function.__annotations__)
        hints.pop("return", None)
        for place, (name, hint) in enumerate(hints.items()):
            at = item.module.source.annotation(item.name, name)
            if place >= VALUES:
                yield Diag("K0453", at, f"`{name}` of `{item.name}` is value {place + 1}",
                           f"a record has {VALUES}", help="leave out what can be looked up")
            elif not _recorded(hint):
                what = f"`{name}` of `{item.name}` is {kind_of(hint)}, which is no value"
                yield Diag("K0453", at, what, help="take a number, an Enum or Kptr")


def trace_points_are_of_one_set(declared: Declared) -> Iterator[Diag]:
    """Every event is of a kind that can be asked for, and all kinds are one set's."""
    first: Item | None = None
    for item in declared.items(TracePoint):
        kind = item.value.kind
        if not (isinstance(kind, Member) and Flags in kind.owner.__bases__):
            at = item.module.source.name(item.name)
            yield Diag("K0454", at, f"the kind of `{item.name}` is {kind_of(kind)}",
                       help="take a member of a Flags: @trace_point(TraceKind.TRACE_IPI)")
            continue
        first = first or item
        if kind.owner is not first.value.kind.owner:
            mark = Mark(first.loc, f"is {kind_of(first.value.kind)}")
            what = f"`{item.name}` is {kind_of(kind)}, of another set of kinds"
            yield Diag("K0454", item.loc, what, "", (mark,), help="there is one mask")


def trace_points_of_calls_say_what_is_there(declared: Declared) -> Iterator[Diag]:
    """What the entry of system calls records has the values that are known there, once each."""
    first: dict[str, Item] = {}
    for item in declared.items(TracePoint):
        part = item.value.calls
        if not part:
            continue
        at = item.module.source.argument(item.name, "calls")
        if part not in CALLS:
            yield Diag("K0455", at, f"nothing of a system call is called `{part}`",
                       help=did_you_mean(part, CALLS) or f"take one of {', '.join(CALLS)}")
        elif part in first:
            mark = Mark(first[part].loc, "records it, too")
            yield Diag("K0455", at, f"`{part}` is recorded already", "", (mark,),
                       help="one event for each part of a call")
        elif _hints(item) != CALLS[part]:
            takes = ", ".join(hint.__name__ for hint in CALLS[part])
            yield Diag("K0455", item.loc, f"`{item.name}` has not the values of `{part}`",
                       help=f"it takes three: {takes}")
        first.setdefault(part, item)
    if first and set(first) <= set(CALLS) and not {"enter", "leave"} <= set(first):
        lacks = "leave" if "enter" in first else "enter"
        item = next(iter(first.values()))
        yield Diag("K0455", item.loc, f"system calls are recorded without `{lacks}`",
                   help=f'declare an event with calls="{lacks}", too')


def _hints(item: Item) -> tuple[object, ...]:
    """Return the types of what a trace point records."""
    hints = dict(item.value.function.__annotations__)
    hints.pop("return", None)
    return tuple(hints.values())


def _recorded(hint: object) -> bool:
    """Say whether a value of this kind fits a record."""
    if isinstance(hint, PointerType):
        return True
    return isinstance(hint, type) and (issubclass(hint, Scalar) or Enum in hint.__bases__)
