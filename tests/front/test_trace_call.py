# SPDX-License-Identifier: BSD-3-Clause
"""Are calls in a trace told as they were made, also when a record is missing?"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from front.trace import Record, called, decoded, merged
from gen.backends.trace_point import facts
from gen.generate import examine

ROOT = Path(__file__).resolve().parents[2]
ARCHES = ("i386", "x86_64")
SIX = 9


@cache
def known(arch: str) -> dict[str, Any]:
    """Return what a host knows of a kernel's events."""
    system = examine(ROOT).system
    assert system is not None
    return facts(system.kernels[arch])


def event(arch: str, part: str) -> int:
    """Return the number of the event that records a part of calls."""
    return next(int(n) for n, p in known(arch)["points"].items() if p["calls"] == part)


def number(arch: str, name: str) -> int:
    """Return a call's number."""
    return next(int(n) for n, c in known(arch)["calls"].items() if c["name"] == name)


def record(arch: str, time: int, cpu: int, part: str, *values: int) -> Record:
    """Return a record of a part of a call."""
    one, two, three = values
    return Record(time, cpu, event(arch, part), (one, two, three & (1 << 64) - 1))


@pytest.mark.parametrize("arch", ARCHES)
def test_an_error_has_its_name(arch: str) -> None:
    read = number(arch, "read")
    found = [record(arch, 1, 0, "enter", read, SIX, 0xFFFFFFFF),
             record(arch, 1, 0, "words", 0, 70000, 0),
             record(arch, 2, 1, "leave", read, SIX, -9)]
    assert list(called(found, known(arch))) == [
        "[9] read(fd=-1, buf=NULL, nbyte=0x11170) = -1 EBADF"]


@pytest.mark.parametrize("arch", ARCHES)
def test_words_are_those_of_the_cpu(arch: str) -> None:
    """Two CPUs record at the same time; what one recorded behind is no word of the other."""
    write = number(arch, "write")
    found = [record(arch, 1, 0, "enter", write, 1, 1), record(arch, 1, 1, "enter", write, 2, 2),
             record(arch, 2, 1, "words", 0x20, 20, 0), record(arch, 3, 0, "words", 0x10, 10, 0),
             record(arch, 4, 0, "leave", write, 1, 10), record(arch, 5, 1, "leave", write, 2, 20)]
    assert list(called(merged(found), known(arch))) == [
        "[1] write(fd=1, buf=0x10, nbyte=10) = 10", "[2] write(fd=2, buf=0x20, nbyte=20) = 20"]


def test_beginnings_and_ends_that_are_missing_are_told() -> None:
    getpid, sleep = number("x86_64", "getpid"), number("x86_64", "sched_yield")
    found = [record("x86_64", 1, 0, "leave", getpid, 3, 5),
             record("x86_64", 2, 0, "enter", sleep, 4, 0),
             record("x86_64", 3, 0, "leave", 599, 5, -78),
             record("x86_64", 4, 0, "enter", 599, 6, 0)]
    assert list(called(found, known("x86_64"))) == [
        "[3] getpid(...) = 5", "[5] call_599(...) = -1 ENOSYS", "[4] sched_yield() = ?",
        "[6] call_599() = ?"]
    lines = list(decoded(found, known("x86_64")))
    assert lines[1].split(None, 3)[2:] == ["ktr.call_enter", "[4] sched_yield()"]
