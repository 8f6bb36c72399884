# SPDX-License-Identifier: BSD-3-Clause
"""Whom functions call by pointers: what was stored where they find it, or handed on to them."""

from __future__ import annotations

from collections.abc import Sequence

from gen.analyse.fact import Function
from gen.analyse.pointer import STORED
from gen.analyse.program import Program
from gen.analyse.stack_compile import INDIRECT, Frame, plain

#: A place where addresses are: by its name, or a function's argument.
Place = str | tuple[Function, int]

#: Where generated C is when it is compiled, and when it is analysed.
BUILT, READ = "/built/", "/gen/"


class Flows:
    """How addresses of functions go from place to place in a program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known = {(one.at.file, one.name): one for one in program.functions}
        self._held: dict[Place, set[str]] = {}
        self._after: dict[Place, set[Place]] = {}
        self._calls: dict[Function, list[Place]] = {}
        waiting: list[tuple[Place, str]] = []
        for one in program.functions:
            for row in one.pointers:
                value = self._place(one, row.value)
                if not row.to:
                    self._calls.setdefault(one, []).append(value)
                    continue
                callee = program.called(one, row.to) if row.argument != STORED else None
                to = (callee, row.argument) if callee is not None else row.to
                if is_name(value):
                    waiting.append((to, str(value)))
                else:
                    self._after.setdefault(value, set()).add(to)
        for place, name in waiting:  # which grows
            if name not in self._held.setdefault(place, set()):
                self._held[place].add(name)
                waiting += [(to, name) for to in self._after.get(place, ())]

    def _place(self, one: Function, value: str) -> Place:
        """Return the place that a value is from; a function is one by itself."""
        if value.startswith("#"):
            return one, int(value[1:])
        found = self._program.called(one, value)
        return f"{found.at.file}:{value}" if found is not None and found.static else value

    def called(self, frame: Frame) -> set[str]:
        """Return whom a compiled function calls by pointers, be it in what it has inlined."""
        one = self._known.get((frame.file.replace(BUILT, READ), plain(frame.name)))
        outside = {plain(name) for name in frame.calls}
        inside = [one] if one is not None else []
        for function in inside:  # which grows
            inside += [callee for _, callee in self._program.callees(function)
                       if callee.name not in outside and callee not in inside]
        return {name for function in inside for place in self._calls.get(function, ())
                for name in ({str(place)} if is_name(place) else self._held.get(place, ()))}


def is_name(place: Place) -> bool:
    """Say whether a place is a function by itself."""
    word = place.rpartition(":")[2] if isinstance(place, str) else "."
    return "." not in word and not word.endswith("[]")


def pointed(program: Program, frames: Sequence[Frame]) -> dict[str, set[str]]:
    """Return whom each function of a kernel that calls by pointers may call so."""
    flows = Flows(program)
    return {frame.name: {name.replace(READ, BUILT) for name in flows.called(frame)}
            for frame in frames if INDIRECT in frame.calls}
