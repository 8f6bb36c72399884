# SPDX-License-Identifier: BSD-3-Clause
"""Does every path cost what it may: instructions, and those that lock the bus?"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest
from machine_room import ARCHES, ROOT, build, generated
from tree_copy import copy_of_tree, spoil

from front.bench_kernel import Budget, budgets, figures
from front.bench_path import Executed, executed, listings


def built(arch: str) -> Path:
    """Return the folder of the kernel that measures itself."""
    return build(arch, "BENCH")


@lru_cache
def measured(arch: str) -> dict[str, tuple[int, str]]:
    """Return what an architecture's kernel measures."""
    return figures(built(arch), arch)


@lru_cache
def counted(arch: str) -> dict[str, Executed]:
    """Return what an architecture's kernel executes on its paths."""
    return executed(ROOT, built(arch), arch)


def rows(least_locked: int = -1) -> list[object]:
    """Return every budget of every architecture, with a name to call it by."""
    return [pytest.param(arch, budget, id=f"{budget.name}-{arch}")
            for arch in ARCHES for budget in budgets(generated(arch, "BENCH")).values()
            if budget.locked >= least_locked]


@pytest.mark.parametrize(("arch", "budget"), rows())
def test_path_costs_what_it_may(arch: str, budget: Budget) -> None:
    assert budget.name in measured(arch), f"nothing measured `{budget.name}` ({budget.at})"
    value, unit = measured(arch)[budget.name]
    assert unit == "instructions"
    assert value <= budget.instructions, (
        f"`{budget.name}` costs {value} instructions on {arch} and may cost "
        f"{budget.instructions}: {budget.at}"
    )


@pytest.mark.parametrize(("arch", "budget"), rows(least_locked=0))
def test_path_locks_the_bus_as_often_as_it_may(arch: str, budget: Budget) -> None:
    found = counted(arch)[budget.name]
    assert found.locked <= budget.locked, (
        f"`{budget.name}` locks the bus {found.locked} times an operation on {arch} and may "
        f"{budget.locked} times ({budget.at}):\n" + "\n".join(found.places)
    )


def test_listings_are_of_today() -> None:
    """What misses its bar says where its instructions go, function by function."""
    wanted = listings(ROOT, {arch: built(arch) for arch in ARCHES})
    if os.environ.get("DARNER_UPDATE"):
        for file, text in wanted.items():
            file.write_text(text, encoding="utf-8")
    there = {f: f.read_text(encoding="utf-8") for f in ROOT.glob("kernel-src/*/bench/listing.txt")}
    assert there == wanted


def test_paths_have_as_many_instructions_as_are_counted(arch: str) -> None:
    """The plugin and the time-stamp counter agree, to what one batch has around it."""
    for name, (value, unit) in measured(arch).items():
        if unit == "instructions" and name in counted(arch) and name != "timer_irq":
            total = sum(count for _, count in counted(arch)[name].functions)
            assert abs(total - value) <= 2, name


def test_seeded_lock_is_counted(arch: str, tmp_path: Path) -> None:
    """One `lock` in crit_enter() is found in every section, by its function."""
    tree = copy_of_tree(arch, tmp_path)
    spoil(tree / "kernel-src/lwkt/lwkt.h", r"^\tcurthread\(\)->crit\+\+;",
          r'\t__asm__ volatile("lock; incl %0" : "+m"(curthread()->crit));')
    found = executed(ROOT, build(arch, "BENCH", root=tree), arch)
    assert found["crit_pair"].locked == 1
    assert all(p.startswith("bench_lwkt_crit_pair+") for p in found["crit_pair"].places)
    assert found["thread_switch"].locked >= 1
    assert budgets(built(arch))["crit_pair"].locked == 0


@pytest.mark.slow
def test_slower_path_is_noticed(arch: str, tmp_path: Path) -> None:
    """Twenty instructions more in a switch are over the budget."""
    tree = copy_of_tree(arch, tmp_path)
    spoil(tree / "kernel-src/lwkt/sched.c", r"^\tcpu->switches\+\+;",
          r'\tcpu->switches++;\n\t__asm__ volatile(".rept 20; nop; .endr");')
    slow = figures(build(arch, "BENCH", root=tree), arch)
    assert slow["thread_switch"][0] >= measured(arch)["thread_switch"][0] + 19
    assert slow["thread_switch"][0] > budgets(built(arch))["thread_switch"].instructions
