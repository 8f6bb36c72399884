# SPDX-License-Identifier: BSD-3-Clause
"""Does a kernel show the counters that are declared, no more and no fewer?"""

from __future__ import annotations

from pathlib import Path

import pytest
from machine_room import ROOT, boot, build, machine
from tree_copy import copy_of_tree, spoil

from front.extract import Extract
from gen.generate import examine


def shown(folder: Path, arch: str, on: str) -> list[str]:
    """Return the names and units of a booted kernel's counters, as it shows them."""
    done = boot(folder / "kernel.elf", arch, machine(folder, on), "exec=counters")
    extract = Extract(done.run)
    lines = extract.feed(done.log.encode()).decode().splitlines()
    assert extract.status == 0, done.log
    return [" ".join((words[0], *words[2:])) for words in map(str.split, lines)]


def declared(root: Path, arch: str) -> list[str]:
    """Return the counters that a tree declares, in the order of their numbers."""
    system = examine(root).system
    assert system is not None
    counters = system.kernels[arch].debugging.counters
    return [f"{c.subsystem}.{c.name} {c.unit} {c.doc}" for c in counters]


@pytest.mark.parametrize("name", ["q35", "smp4"])
def test_the_kernel_shows_what_is_declared(arch: str, name: str) -> None:
    assert shown(build(arch), arch, name) == declared(ROOT, arch) != []


@pytest.mark.slow
def test_a_counter_that_is_left_out_is_noticed(arch: str, tmp_path: Path) -> None:
    tree = copy_of_tree(arch, tmp_path)
    counter = tree / "kernel-src/counter/counter.c"
    spoil(counter, r"index >= COUNTER_COUNT", "index + 1 >= COUNTER_COUNT")
    assert shown(build(arch, root=tree), arch, "q35") == declared(ROOT, arch)[:-1]
