# SPDX-License-Identifier: BSD-3-Clause
"""Rules about the example values that calls give to the generated tests."""

from __future__ import annotations

from collections.abc import Iterator

import gen.edit as edit
from dsl.call import Passed, Syscall
from dsl.data import Enum, Flags, Member
from gen.check.mending import spelled
from gen.diag import Diag
from gen.load import Fresh, Item
from gen.model.types import POISON, Types
from gen.near import did_you_mean

#: The widest target: what does not fit here fits nowhere.
TYPES = Types(8)


def examples_name_parameters(declared: Fresh) -> Iterator[Diag]:
    """An example gives values to parameters that there are."""
    for item in declared.items(Syscall):
        names = list(arguments(item))
        for name in item.value.example:
            if name not in names:
                at = item.module.source.argument(item.name, "example")
                what = f"the example of `{item.name}` gives `{name}`, which is no parameter"
                yield Diag("K0042", at, what, help=did_you_mean(name, names),
                           fix=spelled(item, "example", name, edit.text.meant(name, names)))


def examples_fit(declared: Fresh) -> Iterator[Diag]:
    """A value of an example is one that its parameter can have."""
    for item in declared.items(Syscall):
        known = arguments(item)
        for name, value in item.value.example.items():
            why = refused(known[name], value) if name in known else ""
            if why:
                at = item.module.source.argument(item.name, "example")
                what = f"the example of `{item.name}` gives `{name}` the value {value}"
                yield Diag("K0049", at, what, why)


def arguments(item: Item) -> dict[str, object]:
    """Return the parameters of a call, its lengths among them, with their annotations."""
    result: dict[str, object] = {}
    for name, annotation in item.value.function.__annotations__.items():
        if name == "return":
            continue
        result[name] = annotation
        if isinstance(annotation, Passed) and annotation.length:
            result[annotation.length] = annotation
    return result


def refused(annotation: object, value: int) -> str:
    """Return why a parameter cannot have a value, or nothing."""
    if isinstance(annotation, Passed):
        return "" if 0 <= value < 1 << 63 else "it is no address, and no length"
    kind = TYPES.of(annotation)
    if kind is POISON or not isinstance(annotation, type):
        return ""
    members = [int(v) for v in vars(annotation).values() if isinstance(v, Member)]
    if Enum in annotation.__bases__ and value not in members:
        return f"`{annotation.__name__}` has no such member"
    if Flags in annotation.__bases__ and value & ~sum(set(members)):
        return f"`{annotation.__name__}` has no such bits"
    low = -(1 << 8 * kind.size - 1) if kind.signed else 0
    high = (1 << 8 * kind.size - (1 if kind.signed else 0)) - 1
    return "" if low <= value <= high else f"`{kind.name}` holds {low} to {high}"
