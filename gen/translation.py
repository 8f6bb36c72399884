# SPDX-License-Identifier: BSD-3-Clause
"""Versions of structures: what becomes of each field between two that follow each other.

Fields are carried over by their names.  What only one of the two has is zero, or is lost; a
text that is too long is cut; a number that does not fit is EOVERFLOW.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dsl.record import dataclass
from gen.model.nodes import Field, Structure, Type

NUMBERS = ("scalar", "handle", "enum", "flags", "bits", "addr")


@dataclass(frozen=True, slots=True)
class Move:
    """How a field is carried: `way` is number, text, array, whole, inner or never.

    `low` and `high` are the macros of the bounds that its value must keep, empty where it
    always does; `why` says what forbids it; `inner` are the two structures inside.
    """

    to: Field
    by: Field
    way: str
    low: str = ""
    high: str = ""
    why: str = ""
    inner: tuple[str, str] = ("", "")


def chain(old: str, new: str, structs: Mapping[str, Structure]) -> list[Structure]:
    """Return the versions from an old structure to a new one, both included, or nothing."""
    found = [structs[new]] if new in structs else []
    while found and found[-1].name != old:
        before = structs.get(found[-1].was)
        if before is None or before in found:
            return []
        found.append(before)
    return found[::-1]


def steps(structs: Mapping[str, Structure]) -> Iterator[tuple[Structure, Structure]]:
    """Yield each structure that has an older version, that one first, inner ones first."""
    waiting = [s for s in structs.values() if s.was in structs]
    told: set[str] = set()
    while waiting:
        ready = [s for s in waiting if not inside(s) & ({w.name for w in waiting} - {s.name})]
        for structure in ready or waiting:
            yield structs[structure.was], structure
            told.add(structure.name)
        waiting = [s for s in waiting if s.name not in told]


def inside(structure: Structure) -> set[str]:
    """Return the structures that one holds."""
    return {f.structure for f in structure.fields if f.structure}


def moves(by: Structure, to: Structure, structs: Mapping[str, Structure]) -> Iterator[Move]:
    """Yield how each field of `to` comes from `by`; those without one in both are left out."""
    yield from between(by.fields, to.fields, structs)


def between(
    by: Iterable[Field], to: Iterable[Field], structs: Mapping[str, Structure]
) -> Iterator[Move]:
    """Yield how each of some fields comes from those of another version."""
    known = {field.name: field for field in by}
    for field in to:
        before = known.get(field.name)
        if before is not None and "reserved" not in (field.type.kind, before.type.kind):
            yield move(field, before, structs)


def move(to: Field, by: Field, structs: Mapping[str, Structure]) -> Move:
    """Return how one field comes from another."""
    if to.counts != by.counts and to.type.kind != "text":
        return Move(to, by, "never", why="an array keeps its length")
    if {to.type.kind, by.type.kind} == {"text"}:
        return Move(to, by, "text")
    if to.structure and to.structure == by.structure:
        return Move(to, by, "array" if to.counts else "whole")
    if to.structure and by.structure:
        return inner(to, by, structs)
    a, b = to.type.element or to.type, by.type.element or by.type
    if to.counts and a.c == b.c:
        return Move(to, by, "array")
    if a.kind in NUMBERS and b.kind in NUMBERS:
        low, high = bounds(a, b)
        return Move(to, by, "number", low, high)
    return Move(to, by, "never", why=f"`{b.name}` does not become `{a.name}`")


def inner(to: Field, by: Field, structs: Mapping[str, Structure]) -> Move:
    """Return how a structure inside comes from another: they must follow each other."""
    a, b = structs[to.structure], structs[by.structure]
    if a.was == b.name or b.was == a.name:
        return Move(to, by, "inner", inner=(a.c_name, b.c_name))
    return Move(to, by, "never", why=f"`{b.name}` is no version of `{a.name}`")


def bounds(to: Type, by: Type) -> tuple[str, str]:
    """Return the macros of the bounds that a value must keep to fit."""
    (low, high), (from_low, from_high) = span(to), span(by)
    bits = 8 * to.size
    lowest = "0" if not to.signed else f"INT{bits}_MIN"
    highest = f"{'' if to.signed else 'U'}INT{bits}_MAX"
    return lowest if from_low < low else "", highest if from_high > high else ""


def span(kind: Type) -> tuple[int, int]:
    """Return the lowest and the highest value of a number's type."""
    bits = 8 * kind.size
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if kind.signed else (0, (1 << bits) - 1)


def overflows(by: Structure, to: Structure, structs: Mapping[str, Structure]) -> Field | None:
    """Return the first field whose value may not fit."""
    for one in moves(by, to, structs):
        if one.low or one.high:
            return one.by
        if one.way == "inner":
            a, b = structs[one.to.structure], structs[one.by.structure]
            if overflows(b, a, structs):
                return one.by
    return None
