# SPDX-License-Identifier: BSD-3-Clause
"""What a kernel shows of itself, resolved: counters, commands of the debugger."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.call import CStr
from dsl.data import Enum, Member
from dsl.debug import Counter, DdbCommand, Modifier, TracePoint
from gen.load import Declared, Item
from gen.model.debug_nodes import (
    CommandParam,
    CommandRow,
    CounterRow,
    Debugging,
    TraceRow,
    TraceValue,
)
from gen.model.nodes import Type
from gen.model.start import qualified
from gen.model.types import Types

TEXT = Type("cstr", "text", "const char *", 0, 1)


def debugging(declared: Declared, types: Types) -> Debugging:
    """Return all that a kernel shows of itself."""
    return Debugging(tuple(counters(declared)), tuple(commands(declared, types)),
                     tuple(traces(declared, types)))


def counters(declared: Declared) -> Iterator[CounterRow]:
    """Yield the counters, by name; that is the order of their numbers."""
    for number, item in enumerate(sorted(declared.items(Counter), key=qualified)):
        row = item.value
        yield CounterRow(number, item.name, item.module.subsystem, row.unit, row.doc, item.loc)


def commands(declared: Declared, types: Types) -> Iterator[CommandRow]:
    """Yield the debugger's commands, by what is typed."""
    for item in sorted(declared.items(DdbCommand), key=lambda item: (item.value.name, item.name)):
        row: DdbCommand = item.value
        yield CommandRow(
            row.name,
            item.module.subsystem,
            item.name,
            row.short,
            tuple(params(item, types)),
            item.doc,
            item.loc,
        )


def traces(declared: Declared, types: Types) -> Iterator[TraceRow]:
    """Yield the trace points, by name; that is the order of their numbers."""
    for number, item in enumerate(sorted(declared.items(TracePoint), key=qualified)):
        kind = item.value.kind
        yield TraceRow(
            number,
            item.name,
            item.module.subsystem,
            kind.name if isinstance(kind, Member) else "",
            tuple(values(item, types)),
            item.doc,
            item.loc,
            item.value.calls,
        )


def values(item: Item, types: Types) -> Iterator[TraceValue]:
    """Yield what a trace point records."""
    hints = dict(item.value.function.__annotations__)
    hints.pop("return", None)
    for name, hint in hints.items():
        held = types.of(hint)
        enumeration = held.name if held.kind in ("enum", "flags") else ""
        declared = held.declare(name)
        if held.kind == "kptr":
            declared = f"const {declared}"
        yield TraceValue(name, declared, held.kind == "kptr", held.signed, enumeration)


def params(item: Item, types: Types) -> Iterator[CommandParam]:
    """Yield the arguments of a command."""
    hints = dict(item.value.function.__annotations__)
    hints.pop("return", None)
    for name, hint in hints.items():
        words: tuple[tuple[str, int], ...] = ()
        kind, held = "number", types.of(hint)
        if hint is Modifier or hint is CStr:
            kind, held = ("modifier" if hint is Modifier else "text"), TEXT
        elif held.kind == "enum":
            kind, words = "word", tuple(members(hint))
        yield CommandParam(name, kind, held.declare(name), held.size, words,
                           name in item.value.optional, item.value.optional.get(name, 0))


def members(enum: type[Enum]) -> Iterator[tuple[str, int]]:
    """Yield the words of an Enum, in small letters, with their values.

    What all names begin with, up to a `_`, is not typed.
    """
    known = {name: int(value) for name, value in vars(enum).items() if isinstance(value, Member)}
    front = first.rpartition("_")[0] + "_" if (first := next(iter(known), "")) else ""
    while front and not all(name.startswith(front) for name in known):
        front = front[:-1].rpartition("_")[0]
        front += "_" if front else ""
    for name, value in known.items():
        yield name.removeprefix(front).lower(), value
