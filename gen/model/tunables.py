# SPDX-License-Identifier: BSD-3-Clause
"""Tunables of the model: what the command line may say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dsl.choice import Implementation, Interface
from dsl.data import ArrayType, Enum, Flags, Member
from dsl.scalar import u32
from dsl.tuning import Tunable
from gen.load import Declared
from gen.model.debug import members
from gen.model.tunable_nodes import TunableRow


def tunables(declared: Declared) -> Iterator[TunableRow]:
    """Yield the tunables, by name."""
    for item in sorted(declared.items(Tunable), key=lambda item: item.name):
        row: Tunable = item.value
        kind, choices = kind_of(row), words(row, declared)
        text = row.default or "" if kind == "text" else ""
        yield TunableRow(
            item.name, item.module.subsystem, kind, default(row, kind, choices), text,
            row.least, row.most, row.power, row.kind.count if kind == "text" else 0, choices,
            isinstance(row.kind, tuple), row.doc, item.loc,
        )


def kind_of(row: Tunable) -> str:
    """Return what kind of value a tunable has, or nothing when it is none."""
    if row.kind is u32:
        return "number"
    if row.kind is bool:
        return "flag"
    if isinstance(row.kind, ArrayType):
        return "text" if row.kind.kind == "text" else ""
    if isinstance(row.kind, (tuple, Interface)) or is_a(row.kind, Enum):
        return "set" if row.many else "choice"
    return "set" if is_a(row.kind, Flags) else ""


def is_a(kind: Any, parent: type) -> bool:
    """Say whether a kind is a declared enumeration, or a set of flags."""
    return isinstance(kind, type) and issubclass(kind, parent)


def words(row: Tunable, declared: Declared) -> tuple[tuple[str, int], ...]:
    """Return the words that can be typed, each with what C finds."""
    if isinstance(row.kind, tuple):
        found = [(str(word), place) for place, word in enumerate(row.kind)]
    elif isinstance(row.kind, Interface):
        found = [(item.name, item.value.number) for item in declared.items(Implementation)
                 if item.value.interface is row.kind]
    elif is_a(row.kind, Enum) or is_a(row.kind, Flags):
        found = list(members(row.kind))
    else:
        return ()
    if row.many and not is_a(row.kind, Flags):
        return tuple((word, 1 << value) for word, value in found)
    return tuple(found)


def default(row: Tunable, kind: str, choices: tuple[tuple[str, int], ...]) -> int:
    """Return the number that C finds when the command line says nothing."""
    if kind == "choice":
        if isinstance(row.default, Member):
            return int(row.default)
        if isinstance(row.default, Implementation):
            return row.default.number
        return dict(choices).get(row.default, choices[0][1])
    return int(row.default or 0) if kind == "number" else 0
