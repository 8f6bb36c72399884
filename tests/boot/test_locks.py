# SPDX-License-Identifier: BSD-3-Clause
"""Locks that are misused: each ends the kernel, which names what it saw."""

from __future__ import annotations

from pathlib import Path

import pytest
from machine_room import boot, build, machine
from tree_copy import copy_of_tree

from front.qemu import Verdict, classify

#: Tests that must not come back, and what the kernel says of each.
MISUSES = Path(__file__).with_name("misused_lock.c")

SPINLOCKS = {
    "switch_under_spinlock":
        r"lwkt_yield: starter holds the spinlock outer_lock (kernel-src/misuse/decl.py:",
    "against_the_order":
        "lock order: outer_lock (kernel-src/misuse/decl.py:",
    "not_held": "spin_unlock: inner_lock",
}

DECL = '''\
"""Locks that are misused."""

from dsl import spinlock

outer_lock = spinlock(doc="First.")
inner_lock = spinlock(after=(outer_lock,), doc="Then.")
'''


_built: dict[str, Path] = {}


@pytest.fixture
def misused(arch: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kernel of a tree with tests that misuse locks; built once for each architecture."""
    if arch not in _built:
        _built[arch] = built(arch, tmp_path_factory.mktemp(arch))
    return _built[arch]


def built(arch: str, place: Path) -> Path:
    """Add the tests to a copy of the tree, and build it."""
    tree = copy_of_tree(arch, place)
    (tree / "kernel-src/misuse/tests").mkdir(parents=True)
    (tree / "kernel-src/misuse/decl.py").write_text("# SPDX-License-Identifier: BSD-3-Clause\n"
                                                    + DECL)
    (tree / "kernel-src/misuse/tests/misuse.c").write_text(MISUSES.read_text())
    return build(arch, root=tree)


@pytest.mark.parametrize("name", sorted(SPINLOCKS))
def test_misuse_ends_the_kernel(arch: str, misused: Path, name: str) -> None:
    done = boot(misused / "kernel.elf", arch, machine(misused, "smp4"),
                f"test only=misuse.{name}")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    assert f"panic: {SPINLOCKS[name]}" in done.log, done.log
