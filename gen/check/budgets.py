# SPDX-License-Identifier: BSD-3-Clause
"""Rules about budgets, and about what measures them."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.cost import Budget
from gen.check.handlers import c_functions
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.budgets import named
from gen.model.build import System
from gen.near import did_you_mean


def budgets_name_every_architecture(declared: Declared) -> Iterator[Diag]:
    """A budget says for each architecture, and no other, how many instructions it has."""
    known = set(declared.facts)
    for item in declared.items(Budget):
        at = item.module.source.argument(item.name, 0)
        for arch in sorted(known - set(item.value.instructions)):
            what = f"`{item.name}` says nothing about {arch}"
            yield Diag("K0500", at, what, help=f'add "{arch}": and what it may cost there')
        for table in (item.value.instructions, item.value.bar):
            for arch in sorted(set(table) - known):
                what = f"there is no architecture `{arch}`"
                yield Diag("K0500", at, what, help=did_you_mean(arch, known))
            for arch, value in sorted(table.items()):
                if arch in known and value < 1:
                    what = f"`{item.name}` may cost {value} on {arch}"
                    yield Diag("K0500", at, what, help="nothing costs less than 1 instruction")


def budgets_say_why_they_miss_a_bar(declared: Declared) -> Iterator[Diag]:
    """A budget names a bar only where it is above it, and then says why."""
    for item in declared.items(Budget):
        row = item.value
        at = item.module.source.argument(item.name, "bar")
        for arch, bar in sorted(row.bar.items()):
            if row.instructions.get(arch, bar + 1) <= bar:
                what = f"`{item.name}` costs no more than its bar of {bar} on {arch}"
                yield Diag("K0501", at, what, help="take the bar away: it is met")
        if bool(row.bar) != bool(row.why):
            yield from _half_said(item)


def programs_are_not_looked_into(declared: Declared) -> Iterator[Diag]:
    """Locked instructions are counted where the kernel measures, not for a program's row."""
    for item in declared.items(Budget):
        if item.value.run and item.value.locked is not None:
            at = item.module.source.argument(item.name, "locked")
            what = f"`{item.name}` is measured by a program, whose path nobody marks"
            yield Diag("K0504", at, what, help="take locked away, or measure it in the kernel")


def _half_said(item: Item) -> Iterator[Diag]:
    """Yield that one of bar and reason is missing."""
    if item.value.bar:
        what, help = f"`{item.name}` misses its bar and does not say why", 'add why="..."'
    else:
        what, help = f"`{item.name}` gives a reason and names no bar", "add bar={...}"
    yield Diag("K0501", item.loc, what, help=help)


def rows_have_names_of_their_own(declared: Declared) -> Iterator[Diag]:
    """No two budgets have one name: it is the row's, in what is printed and compared."""
    first: dict[str, Item] = {}
    for item in declared.items(Budget):
        name = named(item)
        if name in first:
            mark = Mark(first[name].loc, "declared here")
            what = f"there is a budget for `{name}` already"
            yield Diag("K0502", item.loc, what, "", (mark,))
        first.setdefault(name, item)


def budgets_are_measured(system: System) -> Iterator[Diag]:
    """Every budget of the kernel's has its function, and every such function its budget."""
    known = c_functions(system)
    there = {name for name, (_, params) in known.items()
             if name.startswith("bench_") and params.startswith("struct bench *")}
    declared = system.declared
    rows = {f"bench_{i.module.subsystem}_{i.name}": i for i in declared.items(Budget)
            if not i.value.run}
    for function, item in sorted(rows.items()):
        if function not in there:
            folder = item.module.file.rsplit("/", 1)[0]
            what = f"nothing measures `{item.name}`: `{function}` is nowhere in {folder}/bench"
            note = f"it would be: void {function}(struct bench *b)"
            near = did_you_mean(function, there - set(rows))
            yield Diag("K0503", item.loc, what, notes=(note,), help=near)
    for function in sorted(there - set(rows)):
        if not did_you_mean(function, set(rows) - there):
            what = f"`{function}` measures no declared budget"
            yield Diag("K0503", known[function][0], what, help=did_you_mean(function, rows))
