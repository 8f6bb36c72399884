# SPDX-License-Identifier: BSD-3-Clause
"""What the command line says about the kernel: taken, or refused by name, and shown."""

from __future__ import annotations

import pytest
from machine_room import boot, build, expected, machine

from front.qemu import Verdict, classify

#: A word that is wrong, and what is said of it.
WRONG = {
    "ipi_slots=5": "ipi_slots=5 is not a number from 4 to 256, a power of two: it stays 256",
    "seed=two": "seed=two is not a number from 0 to 4294967295: it stays 1",
    "thread_ports=odd": "thread_ports=odd is not thread or spin: it stays thread",
    "debug=key,bot": "debug=key,bot is not a list of boot, panic, init and key: it stays unset",
    "usched=fair": "usched=fair is not usched_bsd4 or usched_round: it stays usched_bsd4",
    "bench=yes": "bench=yes is not nothing: it stays unset",
}

#: A word that is right, and what the prompt shows.
RIGHT = {
    "ipi_slots=8": ("ipi_slots", "8"),
    "thread_ports=spin": ("thread_ports", "spin"),
    "debug=init,key": ("debug", "init,key"),
    "usched=usched_round": ("usched", "usched_round"),
    "clock=hpet": ("clock", "hpet"),
}


def test_wrong_values_are_told_and_leave_the_default(arch: str) -> None:
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"),
                f"{' '.join(WRONG)} clock=sundial exec=tunables")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    for said in WRONG.values():
        assert f"tunable: {said}" in done.log, done.log
    assert "clock: clock=sundial is no clock of this machine" in done.log
    assert "smp: 4 CPUs run" in done.log
    shown = values(done.log)
    assert (shown["ipi_slots"], shown["thread_ports"], shown["debug"]) == ("256", "thread", "-")


def test_right_values_are_shown(arch: str) -> None:
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"),
                f"{' '.join(RIGHT)} exec=tunables")
    assert "tunable: " not in done.log, done.log
    shown = values(done.log)
    assert {name: shown[name] for name, _ in RIGHT.values()} == dict(RIGHT.values())


def test_misspelt_names_are_told_and_stay_the_first_program_s(arch: str) -> None:
    folder = build(arch)
    typed = "clok=hpet thread_prots=spin iopic=off nothing=1 lamp cpuss exec=tunables"
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"), typed)
    told = [line for line in done.log.splitlines() if line.startswith("tunable: ")]
    assert told == [
        f"tunable: {wrong}= is the first program's: did you mean {right}=?"
        for wrong, right in (("clok", "clock"), ("thread_prots", "thread_ports"),
                             ("iopic", "ioapic"))
    ], done.log
    shown = values(done.log)
    assert (shown["thread_ports"], shown["ioapic"]) == ("thread", "on")


def values(log: str) -> dict[str, str]:
    """Return what `tunables` shows: names and values."""
    told = log.partition("DARNER-BEGIN")[2].partition("DARNER-END")[0].splitlines()[1:]
    return {words[0]: words[1] for line in told if (words := line.split()) and line[0] != " "}


@pytest.mark.timeout(900)
def test_the_suite_passes_with_spin_ports_for_threads(arch: str) -> None:
    """Nobody can tell what threads' ports are made of."""
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, "smp4"), "thread_ports=spin test",
                hang=800)
    judged = done.judged(arch, expected(folder))
    assert judged.problems == [], done.log[-2000:]
    assert all(judged.results.values()), done.log[-2000:]
