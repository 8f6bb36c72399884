# SPDX-License-Identifier: BSD-3-Clause
"""syscall_table.gen.c: number to function.

A call whose arguments need no check stands there itself; the others' wrappers do.  Numbers
that no call has, or that were retired, answer ENOSYS.

Sample::

    const syscall_function syscall_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted
from gen.model.nodes import Call, Kernel, RetiredCall

#: Where the comments stand.
COMMENT = 40

ABSENT, FAST = "syscall_absent", "syscall_fast_table"

#: Scalars below this many bytes are narrowed by a wrapper: compilers differ on who extends
#: them when they travel in wider registers.
WHOLE = 4


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the dispatch table."""
    calls = sorted(kernel.calls, key=lambda c: c.number)
    direct = {c.subsystem for c in calls if is_direct(c)}
    enosys = {e.subsystem for e in kernel.enums for m in e.members if m.name == "ENOSYS"}
    words = {
        "headers": [f"{name}.gen.h" for name in sorted(direct | enosys)],
        "tables": [
            {"name": name, "rows": list(rows(taken, kernel.retired, length(kernel)))}
            for name, taken in tables(calls).items()
        ],
        "traced": traced(kernel),
        "words": [f"\t[{c.number}] = {in_registers(c)}," for c in calls if in_registers(c)],
    }
    yield Artefact("syscall_table.gen.c", "c/syscall_table.c.j2", words, "the declared calls")


def traced(kernel: Kernel) -> dict[str, str]:
    """Return the functions that record the parts of a call; none where no call is recorded."""
    named = {t.calls: f"trace_{t.c_name}" for t in kernel.debugging.traces if t.calls}
    return named if kernel.config.invariants else {}


def in_registers(call: Call) -> int:
    """Return how many words of a call travel in registers."""
    return call.word_count - call.stack_count


def tables(calls: list[Call]) -> dict[str, list[Call]]:
    """Return the calls of each table: the fast gate has its own when it cannot take them all."""
    fast = [call for call in calls if call.fast]
    named = {"syscall_table": calls}
    return named if len(fast) == len(calls) else {**named, FAST: fast}


def is_direct(call: Call) -> bool:
    """Say whether the table holds the handler itself: no argument needs a check."""
    return call.direct and all(p.type.size >= WHOLE for p in call.params)


def function(call: Call) -> str:
    """Return the function that the entry calls: the handler, or its wrapper."""
    return call.handler if is_direct(call) else f"call_{call.name}"


def length(kernel: Kernel) -> int:
    """Return how many slots every table has: up to the highest number that was ever given."""
    given = [c.number for c in kernel.calls] + [r.number for r in kernel.retired]
    return max(given, default=-1) + 1


def rows(calls: list[Call], gone: tuple[RetiredCall, ...], slots: int) -> Iterator[str]:
    """Yield every slot: a call, a retired number, or a run of numbers that nobody has."""
    taken = {c.number: (function(c), c.loc.at) for c in calls}
    taken |= {r.number: (ABSENT, f"{r.name}, retired: {r.loc.at}") for r in gone}
    free = 0
    for number, (name, at) in sorted(taken.items()):
        if number > free:
            yield row(gap(free, number - 1), ABSENT, "")
        yield row(str(number), name, at)
        free = number + 1
    if free < slots:
        yield row(gap(free, slots - 1), ABSENT, "")


def gap(first: int, last: int) -> str:
    """Return the designator of a run of numbers."""
    return str(first) if first == last else f"{first} ... {last}"


def row(slot: str, name: str, at: str) -> str:
    """Return a slot's line, with the comment that says whose it is."""
    text = f"\t[{slot}] = CALL({name}),"
    return noted(text, at, COMMENT) if at else text
