# SPDX-License-Identifier: BSD-3-Clause
"""syscall_table.gen.c: number to function.

A call whose arguments need no check stands there itself; the others' wrappers do.

Sample::

    [20] = (syscall_function *)sys_getpid,
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Call, Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the dispatch table."""
    calls = sorted(kernel.calls, key=lambda c: c.number)
    words = {
        "headers": sorted({f"{c.subsystem}.gen.h" for c in calls if c.direct}),
        "rows": list(rows(calls)),
        "wrappers": [wrapper(c) for c in calls if not c.direct],
        "count": calls[-1].number + 1 if calls else 0,
    }
    yield Artefact("syscall_table.gen.c", "c/syscall_table.c.j2", words, "the declared calls")


def rows(calls: list[Call]) -> Iterator[dict[str, object]]:
    """Yield every slot: a call, or a run of numbers that nobody has."""
    free = 0
    for call in calls:
        if call.number > free:
            slot = f"{free} ... {call.number - 1}" if call.number - 1 > free else str(free)
            yield {"slot": slot, "function": "syscall_absent", "at": "no call"}
        function = call.handler if call.direct else f"call_{call.name}"
        yield {"slot": call.number, "function": function, "at": call.loc.at}
        free = call.number + 1


def wrapper(call: Call) -> str:
    """Return the prototype of a call's wrapper: a word for each register word."""
    words = ", ".join(["uintptr_t"] * max(call.word_count - call.stack_count, 0)) or "void"
    text = f"intptr_t\tcall_{call.name}({words});"
    if len(text.expandtabs()) > 79:
        cut = text.rindex(", ", 0, 70)
        text = f"{text[: cut + 1]}\n\t    {text[cut + 2 :]}"
    return text
