# SPDX-License-Identifier: BSD-3-Clause
"""Variables that point at what the running CPU has, and are used behind a call.

Where the call lets the thread go to another CPU, what they point at is not its own any more:
which calls do, the whole program tells (`rule_kept`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from gen.analyse.fact import Kept
from gen.analyse.flow import Flow, follow
from gen.analyse.section import Coord
from gen.analyse.source import Source
from gen.analyse.tree import Types, called, inner, kind, parameters, parts, walk
from gen.place import Loc

HEADER = "/percpu.gen.h"

#: What returns the running CPU itself.
CPU = "curcpu"


def is_accessor(name: str, types: Types) -> bool:
    """Say whether a function returns what the running CPU has."""
    of: Any = types.names.get(name)
    if name == CPU or kind(of) != "FuncDecl":
        return name == CPU
    return str(of.coord.file).endswith(HEADER) and kind(of.type) == "PtrDecl" and (
        not parameters(of))


def assigned(step: Any) -> tuple[str, Any]:
    """Return the variable that a step gives a value, and the value; nothing for another step."""
    if kind(step) == "Decl" and step.init is not None:
        return step.name, step.init
    if kind(step) == "Assignment" and kind(step.lvalue) == "ID":
        return step.lvalue.name, step.rvalue
    return "", None


def kept(function: Any, flow: Flow, types: Types, source: Source) -> Iterator[Kept]:
    """Yield the variables of a function that it uses behind calls, with the first use."""
    calls = parts(function.body, "FuncCall")
    own = {name for name in map(called, calls) if name and is_accessor(name, types)}
    if not own:
        return
    names: set[str] = set()
    while (more := {name for one in walk(function.body) for name, value in [assigned(one)]
                    if name and is_own(value, own, names)}) != names:
        names = more
    for name in sorted(names):
        for call in calls:
            if called(call) and called(call) not in own:
                yield from behind(flow, name, call, (own, names), source, function.decl.coord.file)


def is_own(value: Any, own: Collection[str], names: Collection[str]) -> bool:
    """Say whether a value points at what the running CPU has."""
    value = inner(value)
    if kind(value) == "UnaryOp" and value.op == "&":
        value = value.expr
        while kind(value) in ("StructRef", "ArrayRef", "Cast"):
            value = value.expr if kind(value) == "Cast" else value.name
    if kind(value) == "FuncCall":
        return called(value) in own
    return kind(value) == "ID" and value.name in names


def behind(flow: Flow, name: str, call: Any, known: tuple[Collection[str], Collection[str]],
           source: Source, file: str) -> Iterator[Kept]:
    """Yield the first use of a variable behind a call that it was taken before."""

    def step(state: tuple[int, bool], one: Any) -> tuple[int, bool] | None:
        to, value = assigned(one)
        if to == name:
            return (one.coord.line if is_own(value, *known) else 0), False
        if one is call and state[0]:
            return state[0], True
        used = state[1] and kind(one) == "ID" and one.name == name
        return None if used else state

    found: list[tuple[int, Any]] = []
    start = (0, False)
    for state, one in follow(flow, start, step):
        if state[1] and kind(one) == "ID" and one.name == name:
            found.append((state[0], one.coord))
    if found:
        made, used = min(found, key=lambda row: (row[1].line, row[1].column))
        yield Kept(name, called(call), place(source, file, made, name),
                   source.place(call.coord, called(call)), source.place(used, name))


def place(source: Source, file: str, line: int, name: str) -> Loc:
    """Return where a variable is on a line."""
    return source.place(Coord(file, line), name)
