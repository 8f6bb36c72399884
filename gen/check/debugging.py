# SPDX-License-Identifier: BSD-3-Clause
"""Rules about what a kernel shows of itself: counters."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.debug import Counter
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.build import System
from gen.model.debug_nodes import CounterRow

#: The longest texts, in bytes: they travel in structures with a NUL behind them.
UNIT, DOC = 15, 79


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


def counted_names_differ(system: System) -> Iterator[Diag]:
    """No two counters are called alike in C."""
    kernel = next(iter(system.kernels.values()), None)
    seen: dict[str, CounterRow] = {}
    for counter in kernel.debugging.counters if kernel else ():
        if counter.c_name in seen:
            mark = Mark(seen[counter.c_name].loc, "the other")
            what = f"two counters are counted by `count_{counter.c_name}()`"
            yield Diag("K0432", counter.loc, what, "", (mark,), help="call one otherwise")
        seen.setdefault(counter.c_name, counter)
