# SPDX-License-Identifier: BSD-3-Clause
"""Addresses of functions: where a function puts them, to whom it hands them, what it calls by them.

A place is a field, `callout.function`, a variable that all functions know, `handlers`, or,
`#1`, what a function gets as its second argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gen.analyse.fact import Pointer
from gen.analyse.lock import given
from gen.analyse.tree import Types, arguments, called, inner, kind, locals_of, named, parts

#: The index of what is stored, not handed over.
STORED = -1

#: What an expression is that may be a function's address.
KINDS = ("ID", "StructRef", "ArrayRef", "UnaryOp", "TernaryOp")

#: Which arguments of a function are functions' addresses, by the identity of its type.
FUNCTIONS: dict[int, tuple[Any, tuple[int, ...]]] = {}


class Pointers:
    """What one function does with the addresses of functions."""

    def __init__(self, function: Any, types: Types) -> None:
        self._body, self._types = function.body, types
        self._local = locals_of(function)
        args = function.decl.type.args
        params = args.params if args is not None else []
        self._params = {one.name: at for at, one in enumerate(params) if getattr(one, "name", None)}

    def found(self) -> Iterator[Pointer]:
        """Yield everything that is stored, handed over, and called."""
        for one in parts(self._body, "Assignment"):
            if one.op == "=" and kind(one.lvalue) != "ID":
                yield from self._stored(one.lvalue, one.rvalue)
        for one in parts(self._body, "Decl"):
            if kind(one.init) == "InitList":
                yield from self._members(one.type, one.init)
        for one in parts(self._body, "CompoundLiteral"):
            yield from self._members(one.type.type, one.init)
        for one in parts(self._body, "FuncCall"):
            name = called(one)
            if not name or name in self._local:
                yield from (Pointer("", STORED, value) for value in self.values(one.name))
                continue
            for at in functions_of(self._types.names.get(name)):
                for value in arguments(one)[at : at + 1]:
                    yield from (Pointer(name, at, to) for to in self.values(value))

    def _stored(self, to: Any, value: Any) -> Iterator[Pointer]:
        """Yield the functions' addresses that a place gets."""
        if kind(inner(value)) in KINDS and (values := self.values(value, strict=True)):
            place = to if isinstance(to, str) else self._place(to)
            yield from (Pointer(place, STORED, one) for one in values if place)

    def _members(self, of: Any, values: Any) -> Iterator[Pointer]:
        """Yield what an initialiser puts into the fields of a structure."""
        below = getattr(of, "type", None)
        tag = getattr(below, "name", None)
        fields = list(self._types.members.get(tag, {}) or ()) if tag else []
        for at, one in enumerate(values.exprs or ()):
            if kind(one) == "NamedInitializer" and kind(one.name[0]) == "ID":
                yield from self._stored(f"{tag}.{one.name[0].name}", one.expr)
            elif kind(one) != "NamedInitializer" and at < len(fields):
                yield from self._stored(f"{tag}.{fields[at]}", one)

    def values(self, node: Any, seen: tuple[str, ...] = (), *, strict: bool = False) -> list[str]:
        """Return what an expression is: a function, or what a place holds.

        A `strict` one is of a type that says so, or cast to one.
        """
        node = inner(node)
        while kind(node) == "UnaryOp" and node.op in "&*":
            node = inner(node.expr)
        if kind(node) == "TernaryOp":
            return [value for part in (node.iftrue, node.iffalse)
                    for value in self.values(part, seen, strict=strict)]
        if kind(node) == "ID" and node.name in self._local:
            if node.name in seen:
                return []
            if strict and not is_function(self._local[node.name]):
                return []
            own = [f"#{self._params[node.name]}"] if node.name in self._params else []
            return own + [value for to in given(self._body, node.name)
                          for value in self.values(to, (*seen, node.name))]
        if kind(node) == "ID" and kind(self._types.names.get(node.name)) == "FuncDecl":
            return [str(node.name)]
        place = self._place(node)
        return [place] if place and (not strict or is_function(self._types.of(node, self._local))) \
            else []

    def _place(self, node: Any) -> str:
        """Return the name of a place; nothing for another expression."""
        while kind(node) == "ArrayRef":
            node = node.name
        if kind(node) == "ID":
            return f"{node.name}[]" if node.name not in self._local else ""
        if kind(node) != "StructRef":
            return ""
        owner = self._types.of(node.name, self._local)
        while kind(owner) in ("PtrDecl", "ArrayDecl"):
            owner = owner.type
        below = getattr(owner, "type", None)
        return f"{named(below)}.{node.field.name}".removeprefix("struct ") if below is not None \
            else ""


def is_function(node: Any) -> bool:
    """Say whether a type is that of a function's address, or of many."""
    while kind(node) in ("PtrDecl", "ArrayDecl"):
        node = node.type
    return kind(node) == "FuncDecl"


def functions_of(function: Any) -> tuple[int, ...]:
    """Return which arguments of a function are functions' addresses."""
    known = FUNCTIONS.get(id(function))
    if known is None:
        args = function.args if kind(function) == "FuncDecl" else None
        found = tuple(at for at, one in enumerate(args.params if args is not None else ())
                      if is_function(getattr(one, "type", None)))
        known = FUNCTIONS[id(function)] = function, found
    return known[1]
