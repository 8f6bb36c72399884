# SPDX-License-Identifier: BSD-3-Clause
"""The rule about signatures: hand-written functions have the types that callers presume."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dsl.record import dataclass
from gen.analyse.fact import Function
from gen.analyse.program import Program
from gen.analyse.source import Source
from gen.diag import Diag, Edit, Mark
from gen.place import Loc

#: A parameter's name at the end of its declaration, and what makes it an array.
NAMED = re.compile(r"^(.*?)\s*(\**)\s*(\w+)((?:\[[^]]*\])?)$")

ORDINAL = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A function that generated code calls: its type, and where that is declared."""

    name: str
    returns: str
    params: tuple[str, ...]
    at: Loc
    noun: str


def wanted(program: Program) -> Iterator[Wanted]:
    """Yield the functions that a kernel's generated code calls."""
    kernel = program.kernel
    for call in kernel.calls:
        params = tuple(type_of(p.kernel_c) for p in call.params if p.kernel_c)
        yield Wanted(call.handler, "intptr_t", params, call.loc, f"system call `{call.name}`")
    known = {m.c_name: m for m in kernel.messaging.messages}
    for port in kernel.messaging.ports:
        for name in port.messages:
            message = known[name]
            handler = message.handler or f"{port.c_name}_on_{name}"
            params, noun = (f"struct {name}_msg *",), f"message `{message.name}`"
            yield Wanted(handler, "int", params, message.loc, noun)
            if message.abortable:
                yield Wanted(f"{handler}_abort", "void", params, message.loc, noun)
    for step in kernel.init_steps:
        yield Wanted(step.calls, "void", (), step.loc, f"start step `{step.name}`")
    for test in kernel.kernel_tests:
        yield Wanted(test.function, "void", ("struct ktest *",), test.loc, "a test of the kernel")


def returned(root: Path, has: Function, wanted: str) -> tuple[Edit, ...]:
    """Return the edit of the type that stands on the line before a function's name."""
    lines = Source(root).lines(has.at.file)
    text = lines[has.at.line - 2] if 1 < has.at.line <= len(lines) else ""
    if text != has.returns:
        return ()
    return (Edit(Loc(has.at.file, has.at.line - 1, 1, len(text) + 1), wanted),)


def type_of(param: str) -> str:
    """Return the type in a parameter's declaration."""
    match = NAMED.match(param.strip())
    if match is None:
        return param
    stars = match[2] + ("*" if match[4] else "")
    return f"{match[1]} {stars}".strip()


def handlers_have_the_declared_types(program: Program) -> Iterator[Diag]:
    """What generated code calls returns and takes what is declared."""
    for one in wanted(program):
        has = program.named(one.name)
        if has is None:
            continue  # K0043 and its like tell
        mark = (Mark(one.at, f"{one.noun} is declared here"),) if one.at != has.at else ()
        note = (f"it must be: {one.returns} {one.name}({', '.join(one.params) or 'void'})",)
        if has.returns != one.returns:
            what = f"`{one.name}` returns `{has.returns}`, and must return `{one.returns}`"
            fix = returned(program.root, has, one.returns)
            yield Diag("K0305", has.at, what, "", mark, note, fix=fix)
        if len(has.params) != len(one.params):
            if not one.name.startswith("sys_"):  # K0045 tells
                what = f"`{one.name}` takes {len(has.params)} arguments, not {len(one.params)}"
                yield Diag("K0305", has.at, what, "", mark, note)
            continue
        for at, (given, taken) in enumerate(zip(one.params, has.params, strict=True)):
            if given != taken:
                which = ORDINAL[at] if at < len(ORDINAL) else f"{at + 1}th"
                what = f"`{one.name}` takes `{taken}` as its {which} argument, and gets `{given}`"
                yield Diag("K0305", has.at, what, "", mark, note)
