# SPDX-License-Identifier: BSD-3-Clause
"""What a boot's serial log and exit status prove, and what they do not.

PASS and FAIL are answers of the kernel; ERROR means that there is no answer that can be
trusted: the log is another boot's, ends early, lacks a test, has one twice, or goes on to
a panic.  One ERROR makes every test of the boot an ERROR, so that nothing passes by
accident.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from front.qemu import Verdict, classify

RESULT = re.compile(r"^(ok|not ok) (\d+) (\S+) run=(\S+)$")
HEADER = re.compile(r"^KTAP version 1 run=(\S+) arch=(\S+) config=(\S+) cpus=(\d+)\r?$", re.M)
PLAN = re.compile(r"^1\.\.(\d+)$")
RESOURCES = re.compile(r"^# resources (\S+) (.*) run=(\S+)$")
END = re.compile(r"^# end run=(\S+) passed=(\d+) failed=(\d+)$")


@dataclass
class Judgement:
    """The results by test name, and what makes the whole boot untrustworthy."""

    results: dict[str, bool] = field(default_factory=dict)
    order: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    resources: dict[str, str] = field(default_factory=dict)
    headers: list[tuple[str, ...]] = field(default_factory=list)
    plans: list[int] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)


def judge(
    log: str,
    status: int | None,
    run: str,
    arch: str,
    expected: Sequence[str],
    config: str = "DEBUG",
    cpus: int = 1,
) -> Judgement:
    """Judge a boot: its serial `log`, QEMU's exit `status` (None: it hung), its run id.

    `cpus`: how many the machine has, all of which must run.
    """
    j = Judgement()
    pending: list[str] = []
    for line in log.replace("\r", "").splitlines():
        if "panic:" in line:
            j.problems.append(f"the kernel says: {line.strip()}")
        read(line, run, j, pending)
    judge_frame(j, (run, arch, config), expected)
    judge_cpus(j, cpus)
    judge_end(j, status)
    return j


def read(line: str, run: str, j: Judgement, pending: list[str]) -> None:
    """Take one line of the log."""
    if match := HEADER.match(line):
        j.headers.append(match.groups())
    elif match := PLAN.match(line):
        j.plans.append(int(match[1]))
    elif match := RESULT.match(line):
        read_result(match, run, j, pending.copy())
        pending.clear()
    elif match := RESOURCES.match(line):
        if match[3] != run:
            j.problems.append(f"the resources {match[1]} are of run {match[3]}, not of {run}")
        elif match[1] in j.resources:
            j.problems.append(f"the resources {match[1]} are counted twice")
        j.resources[match[1]] = match[2]
    elif match := END.match(line):
        if match[1] == run:
            j.ends.append((int(match[2]), int(match[3])))
    else:
        pending.append(line)


def read_result(match: re.Match[str], run: str, j: Judgement, notes: list[str]) -> None:
    """Take the result of a test, once, before the end, of this run."""
    name = match[3]
    if match[4] != run:
        j.problems.append(f"{name}: the result is of run {match[4]}, not of {run}")
    elif j.ends:
        j.problems.append(f"{name}: it is reported behind the end")
    elif name in j.results:
        j.problems.append(f"{name}: it is reported twice")
    else:
        j.results[name] = match[1] == "ok"
        j.order.append((int(match[2]), name))
        j.notes[name] = notes


def judge_frame(j: Judgement, image: tuple[str, str, str], expected: Sequence[str]) -> None:
    """Compare what was reported with what was declared, by the image that was booted."""
    if not j.headers:
        j.problems.append("the kernel did not begin its tests")
    elif len(j.headers) > 1:
        j.problems.append("the kernel began twice")
    elif j.headers[0][:3] != image:
        told = " ".join(j.headers[0][:3])
        j.problems.append(f"the image is stale: it is {told}, not {' '.join(image)}")
    if j.plans != [len(expected)]:
        j.problems.append(f"the plans are {j.plans} tests, {len(expected)} are declared")
    for name in expected:
        if name not in j.results:
            j.problems.append(f"{name}: it is declared, and was not reported")
    for name in sorted(set(j.results) - set(expected)):
        j.problems.append(f"{name}: it was reported, and is not declared")
    numbers = [number for number, _ in j.order]
    if numbers != list(range(1, len(numbers) + 1)):
        j.problems.append("the numbers of the results are not 1, 2, 3, ...")


def judge_cpus(j: Judgement, cpus: int) -> None:
    """Compare the CPUs that ran with those that the machine has."""
    for *_, ran in j.headers:
        if int(ran) != cpus:
            j.problems.append(f"the tests ran on {ran} CPUs, the machine has {cpus}")


def judge_end(j: Judgement, status: int | None) -> None:
    """Compare the end with the results: counts, resources, exit status."""
    failed = sum(not good for good in j.results.values())
    if not j.ends:
        j.problems.append("the tests did not reach their end")
    elif j.ends != [(len(j.results) - failed, failed)]:
        j.problems.append(f"the end counts {j.ends}, the results are others")
    for first, last in (("before", "kernel"), ("user", "after")):
        before, after = j.resources.get(first), j.resources.get(last)
        if before is None or before != after:
            j.problems.append(f"something is lost: {first} {before}; {last} {after}")
    if status is None:
        j.problems.append("the boot hung, and was ended")
        return
    verdict = classify(status)
    wanted = Verdict.FAILED if failed or j.problems else Verdict.PASSED
    if verdict not in (wanted, Verdict.FAILED):
        j.problems.append(f"the exit status is {status} ({verdict.name})")
    elif verdict is Verdict.FAILED and not failed and not j.problems:
        j.problems.append("the kernel ended with a failure that no test explains")
