# SPDX-License-Identifier: BSD-3-Clause
"""Turns, and what is handed to the first program: where the suite has no place for them."""

from __future__ import annotations

from machine_room import boot, build, expected, machine

from front.qemu import Verdict, classify

#: The clock goes with the instructions: how turns are shared does not hang on the host.
EXACT = ("-icount", "shift=2,sleep=off")

#: More words than a program takes; the command line has room for 511 bytes.
MANY_WORDS = " w" * 150


def test_programs_share_the_cpu_beside_one_that_sleeps(arch: str) -> None:
    folder = build(arch)
    on = machine(folder, "q35")
    done = boot(folder / "kernel.elf", arch, on, "exec=run%20fair", extra=EXACT)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log


def test_words_beyond_what_a_program_takes_are_not_handed_on(arch: str) -> None:
    folder = build(arch)
    on = machine(folder, "q35")
    done = boot(folder / "kernel.elf", arch, on, f"test{MANY_WORDS}")
    assert "words of the command line are taken" in done.log
    judged = done.judged(arch, expected(folder))
    assert judged.problems == [], done.log[-2000:]
    assert all(judged.results.values()), done.log[-2000:]
