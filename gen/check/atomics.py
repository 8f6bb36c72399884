# SPDX-License-Identifier: BSD-3-Clause
"""Rules about the table of atomic operations."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.operation import Atomic
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.atomics import OPERATIONS, WIDTHS
from gen.near import did_you_mean


def operations_are_known(declared: Declared) -> Iterator[Diag]:
    """An atomic operation is one that there is, of widths that there are, and declared once."""
    first: dict[str, Item] = {}
    for item in declared.items(Atomic):
        row, source = item.value, item.module.source
        if row.operation not in OPERATIONS:
            what = f"`{item.name}` is the operation `{row.operation}`, which there is not"
            near = did_you_mean(row.operation, OPERATIONS) or f"one of {', '.join(OPERATIONS)}"
            yield Diag("K0165", source.argument(item.name, "operation"), what, help=near)
        for argument in ("widths", "nonlocked"):
            for width in getattr(row, argument):
                if width not in WIDTHS:
                    what = f"`{item.name}` is of the width `{width}`, which there is not"
                    near = did_you_mean(width, list(WIDTHS)) or f"one of {', '.join(WIDTHS)}"
                    yield Diag("K0165", source.argument(item.name, argument), what, help=near)
        if "64" in row.nonlocked:
            what = f"`{item.name}` changes 64 bits without a lock, which is no one instruction"
            yield Diag("K0165", source.argument(item.name, "nonlocked"), what,
                       help="leave `64` out: on i386 it is two words")
        other = first.setdefault(row.operation, item)
        if other is not item:
            yield Diag("K0165", item.loc, f"the operation `{row.operation}` is declared twice", "",
                       (Mark(other.loc, "the other row"),), help="say all widths in one row")
