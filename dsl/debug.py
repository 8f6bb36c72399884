# SPDX-License-Identifier: BSD-3-Clause
"""What a kernel shows of itself: counters, traces, and the commands of its debugger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dsl.record import dataclass, field


@dataclass(frozen=True, eq=False)
class Counter:
    """A number that only grows, counted by each CPU for itself."""

    unit: str
    doc: str


def counter(unit: str, *, doc: str) -> Counter:
    """Declare a counter of 64 bits; every CPU has its own.

    `count_<subsystem>_<name>()` counts one of what `unit` calls many of (`messages`), and
    `count_<subsystem>_<name>_add(n)` several: one instruction without a lock, from anywhere.
    `counters` at the prompt adds the CPUs' up.
    """
    return Counter(unit, doc)


class Modifier:
    """What stands behind the stroke of a command of the debugger: `4xg` of `x/4xg`."""


@dataclass(frozen=True, eq=False)
class DdbCommand:
    """A command of the kernel's debugger."""

    name: str
    function: Callable[..., Any]
    short: str
    optional: Mapping[str, int] = field(default_factory=dict)


def ddb_command(
    name: str, *, short: str = "", optional: Mapping[str, int] | None = None
) -> Callable[[Callable[..., Any]], DdbCommand]:
    """Declare a command of the debugger; stands above a prototype whose annotations it takes.

    `void ddb_on_<function>(...)` does it.  A number (`usize`, `u64`, `u32`) is typed as an
    expression, an `Enum` as one of its words, a `CStr` as one word, or as the rest of the line
    where it comes last; a `Modifier` stands behind a stroke.  `optional` has what is handed on
    for arguments that may be left out: a number, for a `CStr` 0.  `name` may have two words
    (`show port`).  `help` prints the docstring.
    """

    def declare(function: Callable[..., Any]) -> DdbCommand:
        return DdbCommand(name, function, short, optional or {})

    return declare


@dataclass(frozen=True, eq=False)
class TracePoint:
    """An event that can be recorded."""

    function: Callable[..., Any]
    kind: int
    calls: str = ""


def trace_point(
    kind: int, *, calls: str = ""
) -> Callable[[Callable[..., Any]], TracePoint]:
    """Declare an event; stands above a prototype whose annotations are what it records.

    `trace_<subsystem>_<name>(...)` records it in this CPU's ring when `kind`, a member of a
    `Flags`, is asked for, and costs a load and a branch when it is not.  It records at most
    three values: numbers, an `Enum`, kernel pointers (`Kptr`).

    `calls`: the entry of system calls records it, of every call.  `enter` has the call's number,
    the thread's id and the call's first word, `words` three more words, as often as there are
    some, `leave` number, thread and result.  `./darner trace` shows them as calls.
    """

    def declare(function: Callable[..., Any]) -> TracePoint:
        return TracePoint(function, kind, calls)

    return declare
