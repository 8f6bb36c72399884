# SPDX-License-Identifier: BSD-3-Clause
"""Does every feature that is claimed have a test, and every test of one a control?"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from evidence import ENTRIES, broken, controls, kernel_tests, page, places
from machine_room import ARCHES, ROOT, build, expected

from front.qemu import machines

PAGE = ROOT / "doc" / "tests-of-dragonfly.md"

#: What is owed, and the numbers of CPUs on which the suite must run.
OWED = {*range(1, 9), *range(11, 16), *range(25, 31), *range(32, 37), 75, 83, 94}
CPUS = {1, 2, 4, 8}

#: Tests of one architecture alone: `hostile` calls differ, and programs that name registers.
SUITES = ("kernel", "boot")


def functions(file: Path) -> set[str]:
    """Return the tests that a file has."""
    return set(re.findall(r"^def (test_\w+)\(", file.read_text(), re.MULTILINE))


def test_every_entry_that_is_owed_is_there_once() -> None:
    numbers = [entry.number for entry in ENTRIES]
    assert numbers == sorted(set(numbers))
    assert set(numbers) == OWED


def test_every_entry_has_tests_and_controls_or_says_what_it_lacks() -> None:
    names = expected(build("x86_64"))
    for entry in ENTRIES:
        shown = bool(kernel_tests(entry, names) or entry.host)
        assert (shown and controls(entry, names)) or entry.lacks, f"entry {entry.number}"


def test_what_is_named_exists(arch: str) -> None:
    names = expected(build(arch))
    for entry in ENTRIES:
        for pattern in entry.kernel:
            alone = kernel_tests(type(entry)(entry.number, "", (pattern,)), names)
            assert alone, f"entry {entry.number}: no kernel has {pattern}"
        for node in (*entry.host, *controls(entry, names)):
            file, function = node.split("::")
            assert function in functions(ROOT / "tests" / file), f"entry {entry.number}: {node}"


@pytest.mark.parametrize(("file", "pattern"), list(places()))
def test_every_control_finds_its_place(file: str, pattern: str) -> None:
    text = (ROOT / file).read_text()
    assert len(re.findall(pattern, text, re.MULTILINE)) == 1, f"{file} has it not once"


def test_every_control_breaks_a_test_that_is_there(arch: str) -> None:
    names = expected(build(arch))
    for pattern, node in broken():
        assert re.search(pattern.replace(".", r"\.").replace("*", ".*"), "\n".join(names)), (
            f"{node}: no kernel has {pattern}"
        )


def test_the_suite_runs_on_as_many_cpus_as_are_owed() -> None:
    for arch in ARCHES:
        on = {m.cpus for m in machines(build(arch) / "gen") if m.medium == "kernel"}
        assert on >= CPUS, arch


def suites(arch: str) -> set[str]:
    """Return the tests of a kernel that are declared by hand."""
    told = json.loads((build(arch) / "gen" / "expect.gen.json").read_text())
    return {test["name"] for suite in SUITES for test in told[suite]}


def test_both_architectures_pass_the_same_tests() -> None:
    """But for the programs that are declared for one: each is about its way into the kernel."""
    i386, x86_64 = suites("i386"), suites("x86_64")
    assert len(i386 & x86_64) > 100
    for name in i386 ^ x86_64:
        declared = ROOT / "kernel-src" / name.split(".")[0] / "decl.py"
        line = next(li for li in declared.read_text().split("\n\n") if name.split(".")[1] in li)
        assert "arches=" in line, f"{name} runs on one architecture"


def test_the_page_lists_them() -> None:
    names = expected(build("x86_64"))
    rows = [(e, controls(e, names)) for e in ENTRIES]
    text = page(rows, ", ".join(map(str, sorted(CPUS))))
    if os.environ.get("DARNER_UPDATE"):
        PAGE.write_text(text)
    assert PAGE.read_text() == text, "DARNER_UPDATE=1 writes it anew"
