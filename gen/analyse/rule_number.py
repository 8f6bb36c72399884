# SPDX-License-Identifier: BSD-3-Clause
"""The rule about addresses of programs that are handed on as numbers: nobody follows them.

`Numbers` are a function's facts: which of its parameters become pointers, which it hands on,
and where it hands on the number of a program's address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gen.analyse.fact import Function, Handed
from gen.analyse.program import Program
from gen.analyse.source import Source
from gen.analyse.tree import arguments, called, inner, kind, walk
from gen.analyse.user import HELP, Uses, first_name
from gen.diag import Diag, Mark
from gen.place import Loc

#: What of a number is no address any more: a page's offset, a bit, a count.
PARTS = ("%", "<<", ">>", "*", "/")


def handed(node: Any, uses: Uses, source: Source) -> Iterator[Handed]:
    """Yield what a function does with its parameters and with addresses, as numbers."""
    given = node.decl.type.args.params if node.decl.type.args else []
    params = {
        one.name: index for index, one in enumerate(given)
        if getattr(one, "name", None) and kind(one.type) == "TypeDecl"
        and kind(one.type.type) == "IdentifierType"
    }

    def of(value: Any) -> Iterator[int]:
        """Yield the parameters that a value is made of; -1 for a program's address."""
        value = inner(value)
        if kind(value) == "ID" and value.name in params:
            yield params[value.name]
        elif kind(value) == "BinaryOp" and value.op not in PARTS:
            yield from of(value.left)
            yield from of(value.right)
        elif uses.holds(value):
            yield -1

    for one in walk(node.body):
        if kind(one) == "Cast" and kind(one.to_type.type) == "PtrDecl":
            for index in of(one.expr):
                if index >= 0:
                    at = source.place(one.coord, first_name(one.expr))
                    yield Handed(index, "", 0, at)
        elif kind(one) == "FuncCall" and called(one):
            for place, value in enumerate(arguments(one)):
                for index in of(value):
                    at = source.place(one.coord, called(one))
                    yield Handed(index, called(one), place, at)


def followed(program: Program) -> dict[tuple[Function, int], Loc]:
    """Return the parameters that somebody makes a pointer of: where."""
    found: dict[tuple[Function, int], Loc] = {}
    for one in program.functions:
        for row in one.handed:
            if row.param >= 0 and not row.to:
                found.setdefault((one, row.param), row.at)
    grown = True
    while grown:
        grown = False
        for one in program.functions:
            for row in one.handed:
                to = program.called(one, row.to) if row.to else None
                if to is not None and row.param >= 0 and (one, row.param) not in found and (
                    (to, row.argument) in found
                ):
                    found[one, row.param] = found[to, row.argument]
                    grown = True
    return found


def numbers_are_not_followed(program: Program) -> Iterator[Diag]:
    """The number of a program's address becomes a pointer nowhere, however far it is handed."""
    wrong = followed(program)
    for one in program.functions:
        for row in one.handed:
            to = program.called(one, row.to) if row.to else None
            if to is not None and row.param < 0 and (to, row.argument) in wrong:
                what = f"`{row.to}` gets a program's address, and follows it"
                mark = Mark(wrong[to, row.argument], "here it becomes an ordinary pointer")
                yield Diag("K0300", row.at, what, "", (mark,), help=HELP)
