# SPDX-License-Identifier: BSD-3-Clause
"""Rules about IPI messages."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.data import PointerType
from dsl.scalar import i32, u32
from dsl.smp import Ipi
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.noun import kind_of


def slots_have_room(declared: Declared) -> Iterator[Diag]:
    """An IPI message carries one kernel pointer and one word of 32 bits at most."""
    for item in declared.items(Ipi):
        hints = dict(item.value.function.__annotations__)
        returned = hints.pop("return", None)
        if returned is not None:
            what = f"`{item.name}` returns {spelled(returned)}, and nobody waits for it"
            yield Diag("K0401", item.loc, what, help="write -> None")
        taken: dict[str, str] = {}
        for name, hint in hints.items():
            if name == "frame" and isinstance(hint, PointerType):
                continue  # of what was interrupted: the slot has it not
            yield from _carried(item, name, hint, taken)


def spelled(hint: object) -> str:
    """Return an annotation as the declarer reads it."""
    return f"`{hint.__name__}`" if isinstance(hint, type) else kind_of(hint)


def _carried(item: Item, name: str, hint: object, taken: dict[str, str]) -> Iterator[Diag]:
    """Yield what is wrong with one argument; `taken` says who has which half of the slot."""
    at = item.module.source.annotation(item.name, name)
    half = "pointer" if isinstance(hint, PointerType) else "word"
    if half == "word" and hint not in (u32, i32):
        what = f"`{name}` of `{item.name}` is {spelled(hint)}"
        yield Diag("K0400", at, what, "a slot has a pointer and a word",
                   help="take Kptr, u32 or i32; point at a structure for more")
    elif half in taken:
        mark = Mark(item.module.source.annotation(item.name, taken[half]), f"the {half}")
        what = f"`{item.name}` carries two {half}s"
        yield Diag("K0400", at, what, f"a slot has one {half}", (mark,),
                   help="point at a structure that holds both")
    taken.setdefault(half, name)
