# SPDX-License-Identifier: BSD-3-Clause
"""user/hostile.gen.c: for every argument of every call, what must not work.

gen/hostile.py derives the cases, user/lib/hostile.c makes the calls.

Sample::

    static const struct hostile_case hostile_case_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gen.artefact import Artefact
from gen.fold import listed, quoted
from gen.hostile import Case, absent_numbers, cases, good_words
from gen.model.hardware import Arch
from gen.model.nodes import Call, Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the program."""
    found = cases(kernel)
    tried = {c.call.name for c in found}
    words = {
        "calls": [call_row(c, kernel.arch) for c in kernel.calls if c.name in tried],
        "cases": "\n".join(case_rows(found)),
        "numbers": [
            {"text": f"{{ {quoted(name)}, {number:#x} }},", "at": loc.at}
            for name, number, loc in absent_numbers(kernel)
        ],
    }
    yield Artefact("user/hostile.gen.c", "c/hostile.c.j2", words, "the declared calls")


def variable(call: Call) -> str:
    """Return the name of a call's row."""
    return f"call_{call.name}"


def call_row(call: Call, arch: Arch) -> dict[str, str]:
    """Return a call's row: what it may fail with, and harmless words."""
    errors = ", ".join([*(e.name for e in call.errors), "0"])
    good = "\n".join(listed("\t.good = { ", list(good_words(call, arch)) or ["0"], " },"))
    errors = "\n".join(listed("\t.errors = (const int32_t []){ ", errors.split(", "), " },"))
    only_gate = arch.fast_args == len(arch.call_args)
    gate = "raw_call" if call.fast or only_gate else "raw_interrupt_call"
    return {
        "name": variable(call),
        "number": f"SYS_{call.name}",
        "gate": gate,
        "errors": errors,
        "good": good,
        "at": call.loc.at,
    }


def case_rows(found: Sequence[Case]) -> Iterator[str]:
    """Yield the cases' rows; the place stands above the first of those that share it."""
    before = ""
    for case in found:
        head = f'\t{{ "{case.name}",\n\t    &{variable(case.call)}, '
        head += f"HOSTILE_{case.outcome}, {case.error}, {case.stack},"
        lines = listed("\t    { ", list(case.words) or ["0"], " } },")
        if case.loc.at != before:
            before = case.loc.at
            yield f"\t/* {before} */"
        yield "\n".join([head, *lines])
