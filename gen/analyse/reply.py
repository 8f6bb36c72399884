# SPDX-License-Identifier: BSD-3-Clause
"""Where the answers of a function's messages go, and which of them it waits for.

Only a declared port shows, named where the message is made: `x_init(&m, &mail_port.port)`.  A
message that is made anew loses what was said of it; which element of an array it is does not
matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gen.analyse.fact import Answer
from gen.analyse.flow import Flow, follow
from gen.analyse.source import Source
from gen.analyse.tree import arguments, called, inner, kind, parts
from gen.place import Loc

MADE = re.compile(r"(?:\w+_init|lwkt_initmsg)")
AWAITED = re.compile(r"(?:\w+_wait|lwkt_waitmsg)")
PORT = "_port"

#: A path's state: of each message, its port and where it was made.
State = frozenset[tuple[str, str, Loc]]


def message(node: Any) -> str:
    """Return the variable that a message is, or is in; nothing when it is none by itself."""
    node = inner(node)
    if kind(node) == "UnaryOp" and node.op == "&":
        node = inner(node.expr)
    while kind(node) in ("ArrayRef", "StructRef"):
        node = inner(node.name)
    return str(node.name) if kind(node) == "ID" else ""


def port(node: Any) -> str:
    """Return the declared port that `&x_port.port` is, or nothing."""
    node = inner(node)
    if kind(node) != "UnaryOp" or node.op != "&":
        return ""
    node = node.expr
    if kind(node) != "StructRef" or node.type != "." or node.field.name != "port":
        return ""
    name = node.name.name if kind(node.name) == "ID" else ""
    return name.removesuffix(PORT) if name.endswith(PORT) else ""


def answers(function: Any, flow: Flow, source: Source) -> Iterator[Answer]:
    """Yield where answers go, once as the message is made, and wherever one is waited for."""
    if not any(MADE.fullmatch(called(one)) and made(one, source)
               for one in parts(function.body, "FuncCall")):
        return

    def step(state: State, one: Any) -> State:
        given = made(one, source) if kind(one) == "FuncCall" else None
        if given is None:
            return state
        left = frozenset(row for row in state if row[0] != given[0])
        return left | {given} if given[1] else left

    told = set()
    start: State = frozenset()
    for state, one in follow(flow, start, step):
        if kind(one) != "FuncCall":
            continue
        given = made(one, source)
        if given is not None and given[1]:
            told.add(Answer(given[1], given[2], None))
        if AWAITED.fullmatch(called(one)) and arguments(one):
            name = message(arguments(one)[0])
            at = source.place(one.coord, called(one))
            told |= {Answer(to, made_at, at) for var, to, made_at in state if var == name}
    yield from sorted(told, key=repr)


def made(call: Any, source: Source) -> tuple[str, str, Loc] | None:
    """Return the message that a call makes, the port for its answer, and where; else None."""
    given = arguments(call)
    if not MADE.fullmatch(called(call)) or not given or not message(given[0]):
        return None
    ports = [port(one) for one in given[1:]]
    return message(given[0]), next(filter(None, ports), ""), source.place(call.coord, called(call))
