# SPDX-License-Identifier: BSD-3-Clause
"""Budgets of the model: what operations may cost on one architecture."""

from __future__ import annotations

from collections.abc import Iterator

from dsl import cost
from gen.load import Declared, Item
from gen.model.nodes import Budget
from gen.model.start import qualified

#: Locked instructions that nobody counts.
UNCOUNTED = -1


def named(item: Item) -> str:
    """Return what a budget is called in what is printed."""
    return item.value.row or item.name


def budgets(declared: Declared, arch: str) -> Iterator[Budget]:
    """Yield the budgets, by subsystem and name; one that names no number here is left out."""
    for item in sorted(declared.items(cost.Budget), key=qualified):
        row = item.value
        limit = row.instructions.get(arch)
        if limit is None:
            continue  # a rule has told it
        yield Budget(
            named(item),
            item.module.subsystem,
            "" if row.run else f"bench_{item.module.subsystem}_{item.name}",
            row.run,
            row.cpus,
            limit,
            row.bar.get(arch, limit),
            UNCOUNTED if row.locked is None else row.locked,
            row.why,
            row.doc,
            item.loc,
        )
