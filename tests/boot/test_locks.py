# SPDX-License-Identifier: BSD-3-Clause
"""Locks that are misused: each ends the kernel, which names what it saw."""

from __future__ import annotations

from pathlib import Path

import pytest
from machine_room import boot, build, machine
from tree_copy import copy_of_tree, spoil

from front.qemu import Verdict, classify

#: Tests that must not come back, and what the kernel says of each.
MISUSES = Path(__file__).with_name("misused_lock.c")

MISUSED = {
    "switch_under_spinlock":
        r"lwkt_yield: starter holds the spinlock outer_lock (kernel-src/misuse/decl.py:",
    "against_the_order":
        "lock order: outer_lock (kernel-src/misuse/decl.py:",
    "not_held": "spin_unlock: inner_lock",
    "spin_for_ever": "spin_lock: CPU 0 has waited 2 s for lone_lock",
    "tokens_crossed": "token_release: outer_token is given up before inner_token, which starter",
    "token_upgraded": "token_get: starter shares outer_token, and wants it alone",
    "token_under_spinlock":
        "token_get: starter holds the spinlock outer_lock (kernel-src/misuse/decl.py:",
    "token_not_held": "token_release: starter holds no token, and gives up outer_token",
    "token_at_the_end": "lwkt_exit: mayfly holds outer_token",
    "token_by_a_handler": "token_get: outer_token is taken by a handler of CPU 1",
    "tokens_against_the_order":
        "lock order: outer_token (kernel-src/misuse/decl.py:",
}

DECL = '''\
"""Locks that are misused."""

from dsl import ipi, spinlock, token

outer_token = token(doc="First.")
inner_token = token(after=(outer_token,), doc="Then.")
outer_lock = spinlock(doc="First.")
inner_lock = spinlock(after=(outer_lock,), doc="Then.")
lone_lock = spinlock(doc="Neither first nor then.")


@ipi()
def misuse_token() -> None:
    """Take a token, which no handler may."""
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
    spoil(tree / "kernel-src/lock/spinlock.h", "SPIN_PATIENCE = 60", "SPIN_PATIENCE = 2")
    return build(arch, root=tree)


@pytest.mark.parametrize("name", sorted(MISUSED))
def test_misuse_ends_the_kernel(arch: str, misused: Path, name: str) -> None:
    done = boot(misused / "kernel.elf", arch, machine(misused, "smp4"),
                f"test only=misuse.{name}")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    assert f"panic: {MISUSED[name]}" in done.log, done.log


def test_undeclared_nesting_is_told(arch: str, misused: Path) -> None:
    """A kernel that nested two locks both ways says so at the prompt."""
    done = boot(misused / "kernel.elf", arch, machine(misused, "q35"),
                "test only=misuse.nested_both_ways exec=locks")
    told = [line for line in done.log.splitlines() if "was taken under" in line]
    assert len(told) == 2, done.log
    one, other = sorted(told)
    assert one.startswith("inner_lock (kernel-src/misuse/decl.py:"), told
    assert "taken under lone_lock (kernel-src/misuse/decl.py:" in one, told
    assert other.startswith("lone_lock (kernel-src/misuse/decl.py:"), told
    assert all(line.endswith(", and the other way round") for line in told), told


def test_nothing_is_nested_but_as_declared(arch: str) -> None:
    """The tests of the kernel nest no locks but in the declared order."""
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"), "test exec=locks")
    assert "locks: none were nested but as declared" in done.log, done.log
