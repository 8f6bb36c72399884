# SPDX-License-Identifier: BSD-3-Clause
"""Places in declarations: where a thing stands, for errors and for generated comments."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

#: Places by what was asked for: line, column, end.
Answers = dict[str, tuple[int, int, int]]


class Loc(NamedTuple):
    """A span on one line of a file; line and column count from 1, the end is exclusive."""

    file: str
    line: int
    col: int
    end: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"

    @property
    def at(self) -> str:
        """The place as generated comments give it: file and line."""
        return f"{self.file}:{self.line}"


class Source:
    """A declaration module's text and syntax tree; answers where a name stands.

    Declarations hold no logic, so the tree alone locates everything in them, columns
    included, on every version of Python (doc/adr/0002).
    """

    def __init__(
        self, file: str, text: str, tree: ast.Module | None = None, answers: Answers | None = None
    ) -> None:
        """Hold a text; it is parsed when `tree` is not given and an answer is not among these."""
        self.file = file
        self.text = text
        self.answers: Answers = {} if answers is None else answers
        if tree is not None:
            self.tree = tree
        self._told: dict[str, Loc] = {}
        self._bodies: dict[int, Body] = {}
        self._ascii = text.isascii()  # then bytes, which Python counts, are characters

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return parsed(self.text, self.file)

    @cached_property
    def top(self) -> dict[str, ast.stmt]:
        """The statements of the module by the names that they bind first."""
        return self.body(self.tree.body).first

    def answered(self, question: str, ask: Callable[..., Loc], *words: Any) -> Loc:
        """Return the answer to a question, asked once in the life of this text."""
        found = self._told.get(question)
        if found is None:
            known = self.answers.get(question)
            if known is None:
                known = self.answers[question] = ask(*words)[1:]
            found = self._told[question] = Loc(self.file, *known)
        return found

    def span(self, node: ast.AST) -> Loc:
        """Return the place of a syntax node, cut at the end of its first line."""
        line = getattr(node, "lineno", 1)
        col = getattr(node, "col_offset", 0)
        end = getattr(node, "end_col_offset", col + 1)
        whole = getattr(node, "end_lineno", line) == line
        if whole and self._ascii and col < end:
            return Loc(self.file, line, col + 1, end + 1)
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if text.isascii():
            start = min(col, len(text))
            stop = min(end, len(text)) if whole else len(text)
            return Loc(self.file, line, start + 1, max(stop, start + 1) + 1)
        raw = text.encode()
        if not whole:
            end = len(raw)
        start = len(raw[:col].decode(errors="replace"))
        stop = len(raw[:end].decode(errors="replace"))
        return Loc(self.file, line, start + 1, max(stop, start + 1) + 1)

    def named(self, line: int) -> Loc | None:
        """Return the place of the name that is bound on a line, in a class body or outside."""
        for owner, node in self.top.items():
            if node.lineno <= line <= (node.end_lineno or node.lineno):
                inside = node.body if isinstance(node, ast.ClassDef) else []
                for part in inside:
                    if part.lineno <= line <= (part.end_lineno or line) and bound_names(part):
                        return self.binding(part, bound_names(part)[0])
                return self.name(owner)
        return None

    def node(self, name: str) -> ast.stmt | None:
        """Return the statement that binds a name: of the module, or `Class.function`."""
        owner, _, inside = name.partition(".")
        return self.bound(owner).get(inside) if inside else self.top.get(owner)

    def name(self, name: str) -> Loc:
        """Return the place of a name where it is bound: of the module, or `Class.function`."""
        return self._told.get(name) or self.answered(name, self._name, name)

    def _name(self, name: str) -> Loc:
        node = self.node(name)
        return self.binding(node, name.rpartition(".")[2]) if node else self.start()

    def start(self) -> Loc:
        """Return the place of the module itself."""
        return Loc(self.file, 1, 1, 2)

    def binding(self, node: ast.stmt, name: str) -> Loc:
        """Return the place of `name` itself in the statement that binds it."""
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            text = self.lines[node.lineno - 1]
            keyword = text.index(" ", node.col_offset)  # behind "def" or "class"
            col = max(text.find(name, keyword), 0)
            return Loc(self.file, node.lineno, col + 1, col + len(name) + 1)
        for found in (targets(node), walk(node)):
            for target in found:
                if isinstance(target, ast.Name) and target.id == name:
                    return self.span(target)
        return self.span(node)

    def field(self, owner: str, name: str) -> Loc:
        """Return the place of `name` in the class body of `owner`."""
        question = f"{owner}.{name}"
        return self._told.get(question) or self.answered(question, self._field, owner, name)

    def _field(self, owner: str, name: str) -> Loc:
        part = self.bound(owner).get(name)
        return self.binding(part, name) if part else self.name(owner)

    def bound(self, owner: str) -> dict[str, ast.stmt]:
        """Return the statements of a class body by the names that they bind first."""
        node = self.top.get(owner)
        return self.body(node.body).first if isinstance(node, ast.ClassDef) else {}

    def body(self, statements: list[ast.stmt]) -> Body:
        """Return what a body of this module binds."""
        found = self._bodies.get(id(statements))
        if found is None:
            found = self._bodies[id(statements)] = bindings(statements)
        return found

    def parts(self, owner: str) -> list[str]:
        """Return the names that a class body binds, in order, each once."""
        return list(self.bound(owner))

    def value(self, owner: str, name: str | None = None) -> ast.expr | None:
        """Return the expression bound to a name, at module level or in a class body."""
        node: ast.stmt | None = self.top.get(owner)
        if name is not None and isinstance(node, ast.ClassDef):
            node = self.bound(owner).get(name)
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            return node.value
        return None

    def argument(self, owner: str, keyword: str | int, name: str | None = None) -> Loc:
        """Return the place of an argument of the call bound to a name (or of a decorator)."""
        question = f"{owner}({keyword!r}) {name}"
        return self.answered(question, self._argument, owner, keyword, name)

    def _argument(self, owner: str, keyword: str | int, name: str | None) -> Loc:
        node = self.node(owner)
        call: ast.expr | None = self.value(owner, name)
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            call = node.decorator_list[0]
        if isinstance(call, ast.Call):
            if isinstance(keyword, int) and keyword < len(call.args):
                return self.span(call.args[keyword])
            for word in call.keywords:
                if word.arg == keyword:
                    return self.span(word.value)
        return self.field(owner, name) if name else self.name(owner)

    def said(self, owner: str, text: str) -> Loc:
        """Return the place of a text in what is declared under a name, its manual for instance."""
        node = self.node(owner)
        first, last = (node.lineno, node.end_lineno or node.lineno) if node else (1, 0)
        for line in range(first, last + 1):
            col = self.lines[line - 1].find(text)
            if col >= 0:
                return Loc(self.file, line, col + 1, col + 1 + len(text))
        return self.name(owner)

    def keyword(self, owner: str, word: str) -> Loc:
        """Return the place of a class's keyword: class A(Reg, width=8)."""
        return self.answered(f"{owner}({word}=)", self._keyword, owner, word)

    def _keyword(self, owner: str, word: str) -> Loc:
        node = self.top.get(owner)
        for keyword in node.keywords if isinstance(node, ast.ClassDef) else []:
            if keyword.arg == word:
                return self.span(keyword.value)
        return self.name(owner)

    def annotation(self, owner: str, name: str) -> Loc:
        """Return the place of a field's or parameter's annotation."""
        question = f"{owner}: {name}"
        return self._told.get(question) or self.answered(question, self._annotation, owner, name)

    def _annotation(self, owner: str, name: str) -> Loc:
        node = self.node(owner)
        if isinstance(node, ast.ClassDef):
            part = self.bound(owner).get(name)
            if isinstance(part, ast.AnnAssign):
                return self.span(part.annotation)
        if isinstance(node, ast.FunctionDef):
            for arg in node.args.args:
                if arg.arg == name and arg.annotation is not None:
                    return self.span(arg.annotation)
            if name == "return" and node.returns is not None:
                return self.span(node.returns)
        return self.parameter(owner, name)

    def parameter(self, owner: str, name: str) -> Loc:
        """Return the place of a parameter's name."""
        return self.answered(f"{owner}({name})", self._parameter, owner, name)

    def _parameter(self, owner: str, name: str) -> Loc:
        node = self.node(owner)
        if isinstance(node, ast.FunctionDef):
            for arg in node.args.args:
                if arg.arg == name:
                    where = self.span(arg)
                    return Loc(where.file, where.line, where.col, where.col + len(name))
        return self.field(owner, name)


def parsed(text: str, file: str) -> ast.Module:
    """Return the syntax tree of a declaration; Python's warnings have no place in our output."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        return ast.parse(text, file)


#: Fields of nodes that hold no node, or a context.
NO_NODES = frozenset({"attr", "ctx", "id", "kind", "level", "module", "n", "s", "simple",
                      "type_comment"})

#: What may be no node in a field that mostly holds one.
NOTHING = frozenset({type(None), str, int, bytes, bool})


class Below(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node in which others are."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        """Return them of a kind that is asked for first."""
        leaf = kind is ast.Constant
        self[kind] = () if leaf else tuple(n for n in kind._fields if n not in NO_NODES)
        return self[kind]


BELOW = Below()


def walk(node: ast.AST) -> list[ast.AST]:
    """Return a node and all below it, nearest first: ast.walk, but for contexts, and faster."""
    found = [node]
    for one in found:  # which grows
        for name in BELOW[type(one)]:
            value = getattr(one, name, None)
            if type(value) is list:
                found += [part for part in value if type(part) not in NOTHING]
            elif type(value) not in NOTHING:
                found.append(value)  # type: ignore[arg-type]
    return found


class Body(NamedTuple):
    """Which statements of a body bind which names: each first, and again."""

    first: dict[str, ast.stmt]
    again: list[tuple[str, ast.stmt]]


def bindings(body: list[ast.stmt]) -> Body:
    """Return what a body binds."""
    found = Body({}, [])
    for node in body:
        for name in bound_names(node):
            if name in found.first:
                found.again.append((name, node))
            else:
                found.first[name] = node
    return found


def bound_names(node: ast.stmt) -> list[str]:
    """Return the names that a statement binds, in order."""
    kind = type(node)
    if kind is ast.Assign or kind is ast.AnnAssign:
        return [target.id for target in targets(node) if type(target) is ast.Name]
    return [node.name] if isinstance(node, (ast.ClassDef, ast.FunctionDef)) else []


def targets(node: ast.stmt) -> list[ast.expr]:
    """Return what an assignment assigns to, in order."""
    if isinstance(node, ast.AnnAssign):
        return [node.target]
    if not isinstance(node, ast.Assign):
        return []
    found: list[ast.expr] = []
    for target in node.targets:
        found += target.elts if isinstance(target, ast.Tuple) else [target]
    return found
