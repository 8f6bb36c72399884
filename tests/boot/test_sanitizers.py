# SPDX-License-Identifier: BSD-3-Clause
"""Kernels that the compiler watches: the suite passes under each, and seeded bugs do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from machine_room import boot, build, expected, machine
from tree_copy import copy_of_tree

from front.qemu import Verdict, classify

CONFIGS = ("UBSAN", "KASAN")

#: What is put into the kernel, and what it says of it.
SEEDS = Path(__file__).with_name("seeded_bug.c")

FOUND = {
    ("UBSAN", "shift"): "a shift out of range of 'unsigned int'",
    ("UBSAN", "misaligned"): "which is misaligned",
    ("UBSAN", "sum"): "a sum overflows 'int'",
    ("UBSAN", "index"): "an index outside of",
    ("KASAN", "after_free"): "into seeded ",
    ("KASAN", "beyond"): "kasan: store of 1 bytes",
    ("KASAN", "just_beyond"): "beyond its end",
    ("KASAN", "variable"): "between variables",
    ("KASAN", "stack"): "was overrun",
}

DECL = '''\
# SPDX-License-Identifier: BSD-3-Clause
"""Bugs."""

from dsl import Kptr, L, Struct, slab, u32


class Lamp(Struct):
    """What is written to."""

    next: Kptr[L["lamp"]]
    watts: u32


seeded = slab(Lamp, doc="Lamps.")
'''

_built: dict[tuple[str, str], Path] = {}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["q35", "smp4"])
@pytest.mark.parametrize("config", CONFIGS)
def test_the_suite_passes_watched(arch: str, config: str, name: str) -> None:
    folder = build(arch, config)
    done = boot(folder / "kernel.elf", arch, machine(folder, name), hang=600)
    told = done.judged(arch, expected(folder), config)
    assert told.problems == [], done.log[-4000:]
    assert all(told.results.values()), [n for n, good in told.results.items() if not good]


@pytest.fixture
def seeded(arch: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The watched kernels of a tree with bugs in it; built once for each architecture."""
    if (arch, "UBSAN") not in _built:
        tree = copy_of_tree(arch, tmp_path_factory.mktemp(arch))
        (tree / "kernel-src/seeded/tests").mkdir(parents=True)
        (tree / "kernel-src/seeded/decl.py").write_text(DECL)
        (tree / "kernel-src/seeded/tests/seeded.c").write_text(SEEDS.read_text())
        for config in (*CONFIGS, "DEBUG"):
            _built[arch, config] = build(arch, config, root=tree)
    return {config: _built[arch, config] for config in (*CONFIGS, "DEBUG")}


@pytest.mark.parametrize("config,bug", sorted(FOUND))
def test_a_bug_is_found(arch: str, seeded: dict[str, Path], config: str, bug: str) -> None:
    folder = seeded[config]
    done = boot(folder / "kernel.elf", arch, machine(folder, "q35"), f"test only=seeded.{bug}")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    assert FOUND[config, bug] in done.log
    assert ("seeded.c:" if config == "UBSAN" else f"ktest_seeded_{bug}") in done.log


@pytest.mark.parametrize("bug", ["shift", "misaligned", "sum", "just_beyond", "variable"])
def test_nobody_else_finds_it(arch: str, seeded: dict[str, Path], bug: str) -> None:
    folder = seeded["DEBUG"]
    done = boot(folder / "kernel.elf", arch, machine(folder, "q35"), f"test only=seeded.{bug}")
    assert f" seeded.{bug} run=" in done.log
    assert "panic" not in done.log
