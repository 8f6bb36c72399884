# SPDX-License-Identifier: BSD-3-Clause
"""user/hostile.gen.c: for every argument of every call, what must not work.

gen/hostile.py derives the cases, user/lib/hostile.c makes the calls.

Sample::

    static const struct hostile_case hostile_case_table[] = {
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from gen.artefact import Artefact
from gen.fold import listed, quoted
from gen.hostile import Case, absent_numbers, good_words, of_call
from gen.model.hardware import Arch
from gen.model.nodes import Call, Kernel
from gen.place import Loc


class Tried(NamedTuple):
    """What is tried, as it is written for those who do it and who wait for it.

    `cases` are rows of the program's table, `names` of the tester's, `expected` of the host's.
    """

    call: dict[str, str]
    cases: str
    names: str
    expected: str
    tests: int


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the program."""
    found = [one for one in tried(kernel) if one.cases]
    words = {
        "calls": [one.call for one in found],
        "cases": "\n".join(one.cases for one in found),
        "numbers": [
            {"text": f"{{ {quoted(name)}, {number:#x} }},", "at": loc.at}
            for name, number, loc in absent_numbers(kernel)
        ],
    }
    yield Artefact("user/hostile.gen.c", "c/hostile.c.j2", words, "the declared calls")


def tried(kernel: Kernel) -> Iterator[Tried]:
    """Yield what is tried of each call."""
    for call in kernel.calls:
        piece = kernel.pieces.of("hostile", call, partial(tried_of, call, kernel.arch))
        yield Tried(*piece)


def absent(kernel: Kernel) -> Tried:
    """Return what is tried of the numbers that no call has."""
    found = [(name, loc) for name, _, loc in absent_numbers(kernel)]
    return Tried({}, "", names(found), expected(found), len(found))


def tried_of(call: Call, arch: Arch) -> tuple[dict[str, str], str, str, str, int]:
    """Return what is tried of one call."""
    found = list(of_call(call, arch))
    told = [(case.name, case.loc) for case in found]
    rows = "\n".join(case_rows(found))
    return call_row(call, arch), rows, names(told), expected(told), len(found)


def names(tests: Iterable[tuple[str, Loc]]) -> str:
    """Return the names of tests as C, one a line."""
    return "".join(f'\t"{name}",\n' for name, _ in tests)


def expected(tests: Iterable[tuple[str, Loc]]) -> str:
    """Return tests as JSON, one a line."""
    text = json.dumps([{"name": name, "at": loc.at} for name, loc in tests])
    return text[1:-1].replace('"}, {"', '"},\n  {"')


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
    file, line = "", 0
    for name, call, words, outcome, error, stack, loc in found:
        if (loc.file, loc.line) != (file, line):
            file, line = loc.file, loc.line
            yield f"\t/* {loc.at} */"
        yield f'\t{{ "{name}",\n\t    &{variable(call)}, HOSTILE_{outcome}, {error}, {stack},'
        yield from listed("\t    { ", words or ("0",), " } },")
