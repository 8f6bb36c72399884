# SPDX-License-Identifier: BSD-3-Clause
"""Does `./darner torture` notice what breaks, and what is lost?"""

from __future__ import annotations

from pathlib import Path

import pytest

from front.complaint import Complaint, Status
from front.torture import broken, lost, main, options

ROOT = Path(__file__).resolve().parents[2]

GOOD = """\
torture: 10 s on 8 CPUs, seed 1, 5 kinds of steps
# resources before pages=9 threads=3 run=torture
torture: 5 of 10 s, 99 steps
# resources after pages=9 threads=3 run=torture
torture: over
"""


def test_a_good_log_lacks_nothing() -> None:
    assert lost(GOOD, 8) == ""


@pytest.mark.parametrize(("old", "new", "told"), [
    ("after pages=9", "after pages=8", "something is lost: pages=9 threads=3 before"),
    ("torture: over\n", "", "no end that can be trusted"),
    ("torture: 5 of 10 s, 99 steps\n", "", "no end that can be trusted"),
    ("on 8 CPUs", "on 7 CPUs", "not all of 8 CPUs ran"),
    ("# resources after", "# resource after", "did not say what is in use"),
])
def test_a_log_that_lacks_something_is_no_good_one(old: str, new: str, told: str) -> None:
    assert told in lost(GOOD.replace(old, new), 8)


def test_the_panic_is_said_with_the_seed() -> None:
    complaint = broken("the kernel broke (seed 7).", "x\npanic: token lost\ncpu 1\n")
    assert complaint.status == Status.BOOT_FAILED
    assert "panic: token lost" in str(complaint.cure)


@pytest.mark.parametrize("words", [["--seconds", "0"], ["--cpus", "17"], ["--arch", "vax"]])
def test_nonsense_is_refused(words: list[str]) -> None:
    with pytest.raises(Complaint):
        options(["torture", *words])


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_a_few_seconds_break_nothing(arch: str, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = options(["torture", "--arch", arch, "--seconds", "5", "--cpus", "4", "--seed", "1"])
    assert main(ROOT, chosen) == Status.OK
    assert "torture: over" in capsys.readouterr().out
