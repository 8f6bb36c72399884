# SPDX-License-Identifier: BSD-3-Clause
"""What a declaration may hold, by its syntax alone: it is a table, not a program.

This is asked before a module is run, so that a loop in one cannot hang us and nothing foreign
is imported.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator
from pathlib import Path

import dsl
import gen.edit as edit
from gen.diag import Diag, Edit
from gen.edit import NOTHING, Fix
from gen.near import closest
from gen.place import Loc, Source, bound_names, walk

NOTE = "write each row out: names and numbers are what people look for"

#: Statements of a module, and of a class in it; how others are called.
TOP = (
    ast.ClassDef,
    ast.FunctionDef,
    ast.Assign,
    ast.AnnAssign,
    ast.Import,
    ast.ImportFrom,
    ast.Expr,
    ast.Pass,
)
IN_CLASS = (ast.Assign, ast.AnnAssign, ast.Expr, ast.Pass)
STATEMENTS: dict[type[ast.AST], str] = {
    ast.For: "a loop",
    ast.While: "a loop",
    ast.If: "a choice",
    ast.Match: "a choice",
    ast.Try: "a handler of errors",
    ast.With: "a with block",
    ast.Raise: "an error raised",
    ast.Assert: "an assertion",
    ast.Delete: "a deletion",
    ast.AugAssign: "a change of what stands above",
    ast.FunctionDef: "a function",
    ast.AsyncFunctionDef: "a function",
    ast.ClassDef: "a class in a class",
}

#: Expressions that compute.
LOGIC: dict[type[ast.AST], str] = {
    ast.Lambda: "a function",
    ast.ListComp: "a loop",
    ast.SetComp: "a loop",
    ast.DictComp: "a loop",
    ast.GeneratorExp: "a loop",
    ast.IfExp: "a choice",
    ast.Await: "a wait",
    ast.Yield: "a yield",
    ast.NamedExpr: "a name in passing",
    ast.JoinedStr: "a text that is put together",
}

#: What Python itself can be asked to do.
PYTHONS = frozenset(dir(builtins))


def mistakes(source: Source, tree: Path) -> list[Diag]:
    """Return everything that makes a module more than a table; subsystems are below `tree`."""
    found = [diag for rule in RULES for diag in rule(source)]
    return [*found, *imports_name_declarations(source, tree)]


def modules_are_tables(source: Source) -> Iterator[Diag]:
    """A declaration holds no logic."""
    for node in source.tree.body:
        if not isinstance(node, TOP):
            yield _logic(source, node, STATEMENTS.get(type(node), "a statement"))
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if not isinstance(part, IN_CLASS) and not _prototype(part):
                    yield _logic(source, part, STATEMENTS.get(type(part), "a statement"))


def _prototype(node: ast.stmt) -> bool:
    """Say whether a statement is a port's message: a function under a decorator."""
    return isinstance(node, ast.FunctionDef) and bool(node.decorator_list)


def _functions(source: Source) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the functions and classes of a module, and the functions in its classes."""
    for node in source.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from (part for part in node.body if isinstance(part, ast.FunctionDef))


def expressions_compute_nothing(source: Source) -> Iterator[Diag]:
    """What stands in a declaration is written, not computed."""
    imported = {name for node in source.tree.body for name in _imported(node)}
    for node in source.tree.body:
        if not isinstance(node, TOP):
            continue  # told already
        for part in walk(node):
            kind = type(part)
            if kind in LOGIC and isinstance(part, ast.expr):
                yield _logic(source, part, LOGIC[kind])
                break
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
                name = part.func.id
                if name in PYTHONS and name not in source.top and name not in imported:
                    yield _logic(source, part, f"a call of Python's `{name}`")
                    break


def _logic(source: Source, node: ast.stmt | ast.expr, label: str) -> Diag:
    at = source.span(node)
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        at = source.binding(node, node.name)
    return Diag("K0010", at, "a declaration is a table, and this is logic", label, notes=(NOTE,))


def imports_name_declarations(source: Source, tree: Path) -> Iterator[Diag]:
    """A declaration imports words of `dsl` and other declarations, nothing else."""
    for node in source.tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if not _declares(alias.name):
                    at = source.span(alias)
                    yield _foreign(at, alias.name, _mended(source, node, alias.name, tree))
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            if node.level or not _declares(name):
                fix = _mended(source, node, name, tree)
                yield _foreign(source.span(node), "." * node.level + name, fix)


def _declares(name: str) -> bool:
    return name == "dsl" or name.endswith(".decl")


def _mended(
    source: Source, node: ast.Import | ast.ImportFrom, name: str, tree: Path
) -> Fix:
    """Return what can only be meant by a foreign import: another module, or nothing at all."""
    line, names = source.lines[node.lineno - 1], {alias.name for alias in node.names}
    col = line.find(name, node.col_offset + len("from"))
    if isinstance(node, ast.ImportFrom) and not node.level and col > 0:
        at = Loc(source.file, node.lineno, col + 1, col + 1 + len(name))
        if (tree / name.replace(".", "/") / "decl.py").is_file():
            return (Edit(at, f"{name}.decl"),)
        if closest(name.partition(".")[0], ["dsl"]) and names <= set(dsl.__all__):
            return (Edit(at, "dsl"),)
    bound = {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    used = {part.id for part in walk(source.tree) if isinstance(part, ast.Name)}
    alone = line.lstrip().startswith(("import ", "from ")) and ";" not in line
    one = isinstance(node, ast.ImportFrom) or len(node.names) == 1
    foreign = name.partition(".")[0] in sys.stdlib_module_names
    if foreign and alone and one and not bound & used:
        return (edit.text.without_lines(source, node.lineno, node.end_lineno or node.lineno),)
    return NOTHING


def _foreign(at: Loc, name: str, fix: Fix) -> Diag:
    what = f"a declaration cannot import `{name}`"
    note = "it imports words of `dsl`, and what other declarations declare"
    help_text = f"write from {name.lstrip('.') or 'proc'}.decl import ..., if you mean a subsystem"
    if name.startswith("dsl."):
        help_text = "write from dsl import ..."
    elif closest(name, ["dsl"]) or name.startswith("dsl"):
        help_text = "did you mean `dsl`?"
    elif name in sys.stdlib_module_names:
        help_text = "take it away"
    return Diag("K0015", at, what, notes=(note,), help=help_text, fix=fix)


def _imported(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [alias.asname or alias.name for alias in node.names]
    return bound_names(node)


def prototypes_have_no_bodies(source: Source) -> Iterator[Diag]:
    """The body of a prototype is its manual, and three dots."""
    for node in _functions(source):
        if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
            continue
        for number, part in enumerate(node.body):
            constant = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
            text = number == 0 and ast.get_docstring(node, clean=False) is not None
            dots = constant and part.value.value is Ellipsis  # type: ignore[attr-defined]
            if not (text or dots or isinstance(part, ast.Pass)):
                what = f"`{node.name}` has a body, and a declaration is a prototype"
                note = f"what it does is written in C, in {_body(source, node)}"
                yield Diag("K0048", source.span(part), what, notes=(note,),
                           help="end it with three dots: ...",
                           fix=edit.body.without_body(source, node))
                break


def _body(source: Source, node: ast.FunctionDef) -> str:
    """Return the C function that does what a prototype declares."""
    return f"sys_{node.name}" if node in source.tree.body else f"<port>_on_{node.name}"


def decorators_stand_alone(source: Source) -> Iterator[Diag]:
    """A prototype has one decorator, a class none."""
    for node in _functions(source):
        if isinstance(node, ast.ClassDef) and node.decorator_list:
            what = f"`{node.name}` is a class, and has a decorator"
            at = source.span(node.decorator_list[0])
            yield Diag("K0054", at, what, help="@syscall stands above a function: def name(...):")
        elif isinstance(node, ast.FunctionDef) and len(node.decorator_list) > 1:
            what = f"`{node.name}` has {len(node.decorator_list)} decorators, and takes one"
            yield Diag("K0054", source.span(node.decorator_list[1]), what)


RULES = (
    decorators_stand_alone,
    modules_are_tables,
    expressions_compute_nothing,
    prototypes_have_no_bodies,
)
