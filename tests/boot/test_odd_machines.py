# SPDX-License-Identifier: BSD-3-Clause
"""CPUs below the minimum are refused by name; memory of any size and shape is taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from machine_room import boot, build, expected, machine
from tree_copy import boot_spoilt

from front.qemu import Verdict, classify

#: A CPU model, and the first feature that it lacks.
REFUSED = [
    ("i386", "486", "tsc"),
    ("i386", "pentium", "pae"),
    ("i386", "max,-cmov", "cmov"),
    ("x86_64", "pentium3", "sse2"),
    ("x86_64", "qemu32", "lm"),
]

#: MiB: hardly any, more than a hole below 4 GiB leaves, more than 32 bits reach.
MEMORIES = [8] + [pytest.param(size, marks=pytest.mark.slow) for size in (3500, 6000)]


@pytest.mark.parametrize(("arch", "cpu", "lacks"), REFUSED)
def test_cpu_below_the_minimum_is_refused_by_name(arch: str, cpu: str, lacks: str) -> None:
    folder = build(arch)
    on = replace(machine(folder, "pc"), cpu=cpu)
    done = boot(folder / "kernel.elf", arch, on, hang=20)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    assert f"this CPU lacks {lacks}\r\n" in done.log


@pytest.mark.slow
def test_what_is_declared_is_asked_for(arch: str, tmp_path: Path) -> None:
    """One feature more in the facts, and a CPU that did is refused by its name."""
    edit = f"arch/{arch}/facts.py", r"^needs = cpu_needs\(1, ", "needs = cpu_needs(1, ht=28, "
    done = boot_spoilt(arch, tmp_path, edit, "test", on="q35", hang=20)
    assert done.status is not None, done.log
    assert "this CPU lacks ht\r\n" in done.log


@pytest.mark.parametrize("memory", MEMORIES)
@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_any_amount_of_memory_will_do(arch: str, memory: int) -> None:
    folder = build(arch)
    on = replace(machine(folder, "q35"), memory=memory)
    done = boot(folder / "kernel.elf", arch, on)
    judgement = done.judged(arch, expected(folder))
    assert judgement.problems == [], done.log[-2000:]
    assert all(judgement.results.values()), done.log[-2000:]
