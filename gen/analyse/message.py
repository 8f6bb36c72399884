# SPDX-License-Identifier: BSD-3-Clause
"""What becomes of a message on every path: it is answered once, or somebody has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gen.analyse.flow import Flow, follow
from gen.analyse.source import Source
from gen.analyse.tree import (
    Types,
    arguments,
    called,
    inner,
    kind,
    locals_of,
    root,
    type_text,
    walk,
)
from gen.diag import Diag, Mark

#: What a handler returns that answers later.
LATER = "EASYNC"

HANDLER = re.compile(r"\w+_on_\w+")
MESSAGE = re.compile(r"struct (\w+_msg) \*")

#: Which argument is given away: by the generated functions, and by the kernel's own.
GIVES = (
    (re.compile(r"\w+_reply"), 0, "answered"),
    (re.compile(r"lwkt_replymsg"), 0, "answered"),
    (re.compile(r"lwkt_forwardmsg"), 1, "handed on"),
    (re.compile(r"\w+_forward"), 1, "handed on"),
)

#: A path's state: (what, variable, line, column) of everything that has happened.
State = frozenset[tuple[str, str, int, int]]


class Messages:
    """What one function does with the messages that it has."""

    def __init__(self, function: Any, flow: Flow, types: Types, source: Source) -> None:
        self._function, self._flow, self._types = function, flow, types
        self._source = source
        self._local = locals_of(function)
        self._known = {
            name for name, found in self._local.items() if MESSAGE.fullmatch(type_text(found))
        }
        self._own = self._handled()

    def _handled(self) -> set[str]:
        """Return the names of the message that this function is the handler of."""
        decl = self._function.decl
        args = decl.type.args.params if decl.type.args is not None else []
        if len(args) != 1 or not HANDLER.fullmatch(decl.name):
            return set()
        if type_text(decl.type.type) != "int" or getattr(args[0], "name", None) not in self._known:
            return set()
        names = {args[0].name}
        for one in walk(self._function.body):
            if kind(one) == "Decl" and one.init is not None and root(one.init) in names:
                names.add(one.name)
        return names

    def found(self) -> Iterator[Diag]:
        """Yield everything that is wrong with what becomes of the messages."""
        if not self._known:
            return
        told: dict[tuple[object, str], Diag] = {}
        start: State = frozenset()
        for state, step in follow(self._flow, start, self._step):
            for one in (*self._touched(state, step), *self._returned(state, step)):
                told.setdefault((one.at, one.code), one)
        yield from told.values()

    def _touched(self, state: State, step: Any) -> Iterator[Diag]:
        """Tell when a message is named that was given away on this path."""
        if kind(step) != "ID" or step.name not in self._known:
            return
        for what, name, line, col in state:
            if what in ("answered", "handed on") and name == step.name:
                at = self._source.place(step.coord, name)
                mark = Mark(self._given(line, col, name), f"{what} here")
                said = f"`{name}` is touched after it was {what}: it is not ours any more"
                yield Diag("K0306", at, said, "", (mark,), help="take what you need of it before")

    def _given(self, line: int, col: int, name: str) -> Any:
        """Return the place where a message was given away."""
        return self._source.place(Coord(self._function.decl.coord.file, line), name)

    def _returned(self, state: State, step: Any) -> Iterator[Diag]:
        """Tell when a handler's answer and its return do not fit each other."""
        if not self._own or kind(step) != "Return" or step.expr is None:
            return
        name = self._function.decl.type.args.params[0].name
        at = self._source.place(step.coord, "return")
        gone = [one for one in state if one[1] in self._own and one[0] != "later"]
        answered = [one for one in gone if one[0] != "kept"]
        if self._is_later(state, step.expr):
            if not gone:
                what = f"{LATER} promises a later answer, and nobody has `{name}` to give it"
                help = f"store `{name}`, forward it or hand it on; or return the answer's error"
                yield Diag("K0303", at, what, "on this path", help=help)
        elif answered and self._is_error(step.expr):
            what, _, line, col = answered[0]
            mark = Mark(self._given(line, col, answered[0][1]), f"{what} here")
            said = f"`{name}` is answered a second time: what is returned is an answer"
            yield Diag("K0303", at, said, "", (mark,), help=f"return {LATER}")

    def _is_later(self, state: State, node: Any) -> bool:
        """Say whether a returned value may be the one that promises an answer."""
        node = inner(node)
        if kind(node) == "TernaryOp":
            return self._is_later(state, node.iftrue) or self._is_later(state, node.iffalse)
        if kind(node) != "ID":
            return False
        return node.name == LATER or any(s[:2] == ("later", node.name) for s in state)

    def _is_error(self, node: Any) -> bool:
        """Say whether a returned value is surely an error or 0."""
        node = inner(node)
        if kind(node) == "UnaryOp" and node.op == "-":
            node = inner(node.expr)
        return kind(node) == "Constant" or (kind(node) == "ID" and node.name not in self._local)

    def _step(self, state: State, step: Any) -> State | None:
        """Return what has happened behind a step."""
        if kind(step) == "Return" or kind(step) == "End":
            return None
        if kind(step) == "FuncCall":
            return self._called(state, step)
        if kind(step) == "Assignment":
            return self._assigned(state, step.lvalue, step.rvalue)
        if kind(step) == "Decl" and step.name:
            return self._renamed(state, step.name, step.init)
        return state

    def _called(self, state: State, call: Any) -> State:
        """Return what has happened behind a call."""
        given, name = arguments(call), called(call)
        at = (call.coord.line, call.coord.column or 0)
        for form, index, what in GIVES:
            if form.fullmatch(name) and index < len(given):
                message = root(given[index])
                if message in self._known:
                    return state | {(what, message, *at)}
        if any(root(one) in self._own for one in self._keeps(call, given)):
            return state | {("kept", next(iter(self._own)), 0, 0)}
        return state

    def _keeps(self, call: Any, given: list[Any]) -> Iterator[Any]:
        """Yield the arguments that a function may keep: not those that it only reads."""
        function = self._types.of(call.name, self._local)
        function = function.type if kind(function) == "PtrDecl" else function
        params = function.args.params if kind(function) == "FuncDecl" and function.args else []
        if kind(function) != "FuncDecl" and called(call):
            return  # a word of the compiler's
        for one, param in zip(given, params, strict=False):
            if kind(param) != "EllipsisParam" and "const" not in type_text(param.type):
                yield one

    def _assigned(self, state: State, to: Any, value: Any) -> State:
        """Return what has happened behind an assignment."""
        if kind(to) == "ID" and to.name in self._local:
            return self._renamed(state, to.name, value)
        if root(value) in self._own:
            return state | {("kept", root(value), 0, 0)}
        return state

    def _renamed(self, state: State, name: str, value: Any) -> State:
        """Return what has happened when a variable has another value."""
        left = frozenset(one for one in state if one[1] != name)
        value = inner(value)
        if kind(value) == "ID" and (value.name == LATER or ("later", value.name) in
                                    {one[:2] for one in state}):
            return left | {("later", name, 0, 0)}
        return left


class Coord:
    """A place that is known by its line alone."""

    def __init__(self, file: str, line: int) -> None:
        self.file, self.line = file, line
