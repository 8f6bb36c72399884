# SPDX-License-Identifier: BSD-3-Clause
"""Looking at pycparser's trees: names, what is behind casts, and types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any


def kind(node: Any) -> str:
    """Return the name of a node's class."""
    return type(node).__name__


@lru_cache(maxsize=1)
def generator() -> Any:
    """Return what writes trees as C."""
    from pycparser.c_generator import CGenerator

    return CGenerator()


def text(node: Any) -> str:
    """Return a node as C."""
    return str(generator().visit(node)) if node is not None else ""


def inner(node: Any) -> Any:
    """Return what is behind the casts of an expression."""
    while kind(node) == "Cast":
        node = node.expr
    return node


#: The names under which nodes of a class have their parts, the last one first.
BELOW: dict[Any, tuple[str, ...]] = {}


def below(node: Any) -> tuple[str, ...]:
    """Return the names under which a class of nodes has its parts, the last one first."""
    others = {"coord", "__weakref__", *node.attr_names}
    BELOW[node] = tuple(name for name in reversed(node.__slots__) if name not in others)
    return BELOW[node]


#: What was walked already, by the identity of the node, which is kept.
WALKED: dict[int, list[Any]] = {}


def walk(node: Any) -> list[Any]:
    """Return a node and all below it, outermost first: every rule asks so of every function."""
    found = WALKED.get(id(node))
    if found is None:
        found, waiting = [], [node]
        while waiting:
            one = waiting.pop()
            found.append(one)
            for name in BELOW.get(type(one)) or below(type(one)):
                part = getattr(one, name)
                if type(part) is list:
                    waiting += reversed(part)
                elif part is not None:
                    waiting.append(part)
        WALKED[id(node)] = found
    return found


#: The nodes of each kind below one, by the identity of that, which `walk` keeps.
KINDS: dict[int, dict[str, list[Any]]] = {}


def parts(node: Any, what: str) -> list[Any]:
    """Return the nodes of a kind below a node, outermost first."""
    found = KINDS.get(id(node))
    if found is None:
        found = KINDS[id(node)] = {}
        for one in walk(node):
            found.setdefault(type(one).__name__, []).append(one)
    return found.get(what, [])


def called(node: Any) -> str:
    """Return the name of the function that a call calls; nothing for one by a pointer."""
    name = node.name
    return str(name.name) if kind(name) == "ID" else ""


def arguments(call: Any) -> list[Any]:
    """Return the arguments of a call."""
    return list(call.args.exprs) if call.args is not None else []


def root(node: Any) -> str:
    """Return the variable that an expression is, or the message whose header it is."""
    node = inner(node)
    if kind(node) == "UnaryOp" and node.op == "&":
        node = inner(node.expr)
        if kind(node) != "StructRef" or node.field.name != "h":
            return ""
        node = inner(node.name)
    return str(node.name) if kind(node) == "ID" else ""


def type_text(node: Any) -> str:
    """Return a type as C, without the name that has it."""
    if kind(node) in ("PtrDecl", "ArrayDecl"):
        below = type_text(node.type)
        return below + ("*" if below.endswith("*") else " *")
    if kind(node) == "TypeDecl":
        words = [*sorted(set(node.quals or ())), named(node.type)]
        return " ".join(words)
    if kind(node) == "FuncDecl":
        return f"{type_text(node.type)}({', '.join(parameters(node))})"
    return named(node)


def named(node: Any) -> str:
    """Return the name of a type: struct x, or int."""
    if kind(node) in ("Struct", "Union", "Enum"):
        return f"{kind(node).lower()} {node.name or ''}".strip()
    return " ".join(getattr(node, "names", None) or [kind(node)])


def parameters(function: Any) -> tuple[str, ...]:
    """Return the types of what a function takes."""
    params = function.args.params if function.args is not None else []
    texts = tuple("..." if kind(p) == "EllipsisParam" else type_text(p.type) for p in params)
    return () if texts == ("void",) else texts


def structures(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the structures that a declaration defines, with the types of their members."""
    for one in walk(node):
        if kind(one) in ("Struct", "Union") and one.decls:
            members = {d.name: d.type for d in one.decls if getattr(d, "name", None)}
            yield one.name or f"at {one.coord}", members


class Types:
    """The types of names that declarations give."""

    def __init__(self, nodes: Iterable[Any]) -> None:
        self.members: dict[str, dict[str, Any]] = {}
        self.typedefs: dict[str, Any] = {}
        self.names: dict[str, Any] = {}
        self.static: dict[str, Any] = {}
        for node in nodes:
            if kind(node) == "Typedef":
                self.typedefs[node.name] = node.type
                self._structures(node.type)
            elif kind(node) == "FuncDef":
                self.names[node.decl.name] = node.decl.type
            elif kind(node) == "Decl":
                self._structures(node.type)
                if node.name:
                    self.names[node.name] = node.type
                if "static" in node.storage:
                    self.static[node.name] = True

    def _structures(self, node: Any) -> None:
        """Remember the structures that a declaration defines."""
        self.members.update(structures(node))

    def add(self, other: Types) -> None:
        """Take over what other declarations give."""
        self.members.update(other.members)
        self.typedefs.update(other.typedefs)
        self.names.update(other.names)
        self.static.update(other.static)

    def of(self, node: Any, local: dict[str, Any]) -> Any:
        """Return the type of an expression, or None when it does not show."""
        what = kind(node)
        if what == "ID":
            return local.get(node.name, self.names.get(node.name))
        if what == "Cast":
            return node.to_type.type
        if what == "StructRef":
            owner = self.of(node.name, local)
            owner = owner.type if kind(owner) == "PtrDecl" else owner
            return self._members(owner).get(node.field.name)
        if what == "ArrayRef" or (what == "UnaryOp" and node.op == "*"):
            above = self.of(node.name if what == "ArrayRef" else node.expr, local)
            return getattr(above, "type", None) if kind(above) in ("PtrDecl", "ArrayDecl") else None
        if what == "FuncCall":
            function = self.of(node.name, local)
            function = function.type if kind(function) == "PtrDecl" else function
            return function.type if kind(function) == "FuncDecl" else None
        return None

    def _members(self, node: Any) -> dict[str, Any]:
        """Return the members of a structure's type."""
        below: Any = getattr(node, "type", None)
        if kind(below) == "IdentifierType":
            return self._members(self.typedefs.get(below.names[-1]))
        if kind(below) in ("Struct", "Union"):
            return self.members.get(below.name or f"at {below.coord}", {})
        return {}


#: What was found of functions, by the identity of the node, which is kept.
LOCALS: dict[int, tuple[Any, dict[str, Any]]] = {}


def locals_of(function: Any) -> dict[str, Any]:
    """Return the types of a function's parameters and variables."""
    known = LOCALS.get(id(function))
    if known is None:
        known = LOCALS[id(function)] = function, declared_in(function)
    return known[1]


def declared_in(function: Any) -> dict[str, Any]:
    """Return the types of what a function declares."""
    found: dict[str, Any] = {}
    args = function.decl.type.args
    for one in args.params if args is not None else ():
        if getattr(one, "name", None):
            found[one.name] = one.type
    for one in walk(function.body):
        if kind(one) == "Decl" and one.name:
            found.setdefault(one.name, one.type)
    return found
