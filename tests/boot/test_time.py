# SPDX-License-Identifier: BSD-3-Clause
"""Clock sources, interrupt controllers and timers, whichever a machine has or is told to use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from machine_room import boot, build, machine
from tree_copy import boot_spoilt

from front.qemu import Verdict, classify

#: Instructions are the clock: what takes long takes long in every run.
EXACT = ("-icount", "shift=0,sleep=off")

#: A board, what the command line says, and what the kernel says of itself then.
TOLD = [
    ("q35", "", "tsc tells the time, hpet is what"),
    ("q35", "timer=pm", "tsc tells the time, pm is what"),
    ("q35", "timer=pit", "tsc tells the time, pit is what"),
    ("q35", "clock=hpet", "hpet tells the time, hpet is what"),
    ("pc", "clock=pm", "pm tells the time, hpet is what"),
    ("microvm", "", "tsc tells the time, pit is what"),
]


def tried(arch: str, board: str, words: str, cpus: int, *extra: str, cpu: str = "max") -> str:
    """Boot a machine and try the clock there; return its log."""
    folder = build(arch)
    on = replace(machine(folder, board), cpus=cpus, cpu=cpu)
    done = boot(folder / "kernel.elf", arch, on, f"{words} test only=clock.*", extra=extra)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    return done.log


@pytest.mark.parametrize(("board", "words", "told"), TOLD)
def test_any_source_tells_the_time(arch: str, board: str, words: str, told: str) -> None:
    assert f"clock: {told}" in tried(arch, board, words, 2)


@pytest.mark.parametrize("cpus", [1, 4])
def test_callouts_are_late_by_less_than_two_ticks(arch: str, cpus: int) -> None:
    """By the clock itself, where instructions are its unit."""
    tried(arch, "microvm", "exact", cpus, *EXACT)


@pytest.mark.parametrize(
    ("words", "told"), [("", "ioapic: 24 lines"), ("tables=mp", "ioapic: 24 lines")]
)
def test_lines_come_by_the_io_apic(arch: str, words: str, told: str) -> None:
    assert told in tried(arch, "q35", words, 1)


@pytest.mark.parametrize("words", ["ioapic=off", "tables=none"])
def test_the_8259s_bring_lines_where_no_io_apic_does(arch: str, words: str) -> None:
    assert "ioapic:" not in tried(arch, "q35", words, 1)


def test_a_cpu_without_a_local_apic_has_the_8254(arch: str) -> None:
    """One CPU; its timer is the counter that interrupts, and no I/O APIC is used."""
    log = tried(arch, "q35", "", 1, cpu="max,-apic")
    assert "ioapic:" not in log


#: Seconds after which a broken kernel hangs, which is a failure, too.
SOON = 40.0

#: What is broken: the file, what stands there, what then does, and the test that must fail.
BREAKAGES = {
    "a callout goes to the first CPU": (
        "kernel-src/clock/callout.c",
        r"^\twheel = &wheels\[curcpu\(\)->id\];\n\tspin_acquire",
        r"\twheel = &wheels[0];\n\tspin_acquire",
        "clock.callouts_fire_where_they_were_set",
    ),
    "the slots have no order": (
        "kernel-src/clock/callout.c",
        r"while \(\*at != NULL && \(\*at\)->when <= callout->when\)",
        r"while (*at != NULL && (*at)->when == 1)",
        "clock.callouts_fire_where_they_were_set",
    ),
    "ticks do not end": (
        "kernel-src/lwkt/sched.c",
        r"^\treturn \(usched_waits\(\)\);",
        r"\treturn (cpu != NULL);",
        "clock.*",
    ),
}


@pytest.mark.parametrize(
    "kind", [k if k.startswith("a ") else pytest.param(k, marks=pytest.mark.slow)
             for k in BREAKAGES]
)
def test_broken_time_is_noticed(arch: str, kind: str, tmp_path: Path) -> None:
    file, pattern, replacement, name = BREAKAGES[kind]
    edit = file, pattern, replacement
    done = boot_spoilt(arch, tmp_path, edit, f"test only={name}", hang=SOON)
    assert not done.passed, done.log


#: What is broken in who ticks, and what one CPU then does not pass.
WRONG_TICKS = {
    "they do not end": (
        "kernel-src/lwkt/sched.c",
        r"^\treturn \(usched_waits\(\)\);",
        r"\treturn (cpu != NULL);",
        "test only=clock.who_is_alone_is_left_in_peace",
    ),
    "they do not begin": (
        "kernel-src/usched/usched.c",
        r"^\t\tsettle\(own, clock_ns\(\)\);\n\t\tclock_tick_start\(\);",
        r"\t\tsettle(own, clock_ns());",
        "exec=run%20fair",
    ),
}


@pytest.mark.parametrize(
    "kind", ["they do not end", pytest.param("they do not begin", marks=pytest.mark.slow)]
)
def test_wrong_ticks_are_noticed(arch: str, kind: str, tmp_path: Path) -> None:
    file, pattern, replacement, words = WRONG_TICKS[kind]
    edit = file, pattern, replacement
    done = boot_spoilt(arch, tmp_path, edit, words, on="q35", hang=SOON)
    assert not done.passed, done.log
