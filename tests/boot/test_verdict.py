# SPDX-License-Identifier: BSD-3-Clause
"""Can the verdict be fooled?  Each log here is a good one with one thing wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from machine_room import watched
from verdict import judge

NAMES = ["lwkt.one", "vm.two"]
GOOD = """\
KTAP version 1 run=ab arch=i386 config=DEBUG cpus=4
1..2
# resources before pages=9 threads=1 run=ab
ok 1 lwkt.one run=ab
# resources kernel pages=9 threads=1 run=ab
# resources user pages=8 threads=2 run=ab
ok 2 vm.two run=ab
# resources after pages=8 threads=2 run=ab
# end run=ab passed=2 failed=0
"""


def problems(log: str, status: int | None = 33) -> list[str]:
    return judge(log, status, "ab", "i386", NAMES, cpus=4).problems


def test_a_good_boot_has_no_problem() -> None:
    assert problems(GOOD) == []


def test_a_failed_test_fails_and_the_boot_is_trusted() -> None:
    log = GOOD.replace("ok 2", "not ok 2").replace("passed=2 failed=0", "passed=1 failed=1")
    judged = judge(log, 35, "ab", "i386", NAMES, cpus=4)
    assert judged.results == {"lwkt.one": True, "vm.two": False}
    assert judged.problems == []


@pytest.mark.parametrize(
    ("wrong", "log", "status"),
    [
        ("vm.two: it is declared", GOOD.replace("ok 2 vm.two run=ab\n", ""), 33),
        ("twice", GOOD.replace("ok 2", "ok 1 lwkt.one run=ab\nok 2"), 33),
        ("of run cd", GOOD.replace("vm.two run=ab", "vm.two run=cd"), 33),
        ("stale", GOOD.replace("run=ab arch", "run=old arch"), 33),
        ("stale", GOOD.replace("arch=i386", "arch=x86_64"), 33),
        ("stale", GOOD.replace("config=DEBUG", "config=BENCH"), 33),
        ("ran on 3 CPUs", GOOD.replace("cpus=4", "cpus=3"), 33),
        ("did not begin", GOOD.replace(" cpus=4", ""), 33),
        ("panic: late", GOOD + "panic: late\n", 33),
        ("panic: late", GOOD + "panic: late\n", 37),
        ("panic: early", "panic: early\n" + GOOD, 33),
        ("panic: inside", GOOD.replace("threads=1 run", "panic: inside run"), 33),
        ("lost", GOOD.replace("after pages=8", "after pages=7"), 33),
        ("lost", GOOD.replace("kernel pages=9", "kernel pages=8"), 33),
        ("counted twice", GOOD.replace("# end", "# resources before pages=9 run=ab\n# end"), 33),
        ("of run cd", GOOD.replace("run=ab\n# end", "run=cd\n# end"), 33),
        ("lost", GOOD.replace("# resources user pages=8 threads=2 run=ab\n", ""), 33),
        ("did not reach", GOOD[: GOOD.index("# end")], 33),
        ("did not reach", GOOD.replace("end run=ab", "end run=cd"), 33),
        ("did not reach", GOOD.replace("# end run=ab passed=2 failed=0\n", ""), 33),
        ("did not begin", "", 33),
        ("hung", GOOD, None),
        ("RESET", GOOD, 0),
        ("QEMU", GOOD, 1),
        ("OTHER", GOOD, 99),
        ("no test explains", GOOD, 35),
        ("plan", GOOD.replace("1..2", "1..3"), 33),
        ("plan", GOOD.replace("1..2\n", ""), 33),
        ("plan", GOOD + "1..2\n", 33),
        ("not declared", GOOD.replace("# end", "ok 3 x.y run=ab\n# end"), 33),
        ("behind the end", GOOD + "ok 3 x.y run=ab\n", 33),
        ("counts", GOOD.replace("passed=2", "passed=1"), 33),
        ("counts", GOOD + "# end run=ab passed=2 failed=0\n", 33),
        ("PASSED", GOOD.replace("ok 2", "not ok 2").replace("2 failed=0", "1 failed=1"), 33),
        ("1, 2, 3", GOOD.replace("ok 2", "ok 3"), 33),
        ("began twice", GOOD + GOOD.splitlines()[0] + "\n", 33),
    ],
)
def test_a_boot_with_one_thing_wrong_is_not_trusted(
    wrong: str, log: str, status: int | None
) -> None:
    assert any(wrong in problem for problem in problems(log, status)), problems(log, status)


def test_a_boot_that_hangs_is_ended_and_said_to_hang(tmp_path: Path) -> None:
    script = tmp_path / "guest.py"
    script.write_text("import sys, threading\nprint('KTAP', flush=True)\nthreading.Event().wait()")
    ended = watched([sys.executable, str(script)], "ab", hang=2)
    assert ended.status is None
    assert any("hung" in p for p in ended.judged("i386", NAMES).problems)
