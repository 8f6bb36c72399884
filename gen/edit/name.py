# SPDX-License-Identifier: BSD-3-Clause
"""Names that become others, where they are declared and wherever declarations use them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from gen.diag import Edit
from gen.edit import Fix
from gen.edit.text import node
from gen.place import Loc, Source, bound_names, walk


def renamed(source: Source, module: str, old: str, new: str, others: Iterable[Source]) -> Fix:
    """Rename what a module declares, in it and in the modules that import it."""
    edits = list(of_module(source, old, new))
    for other in others:
        imports = [alias for part in other.tree.body if isinstance(part, ast.ImportFrom)
                   and part.module == module for alias in part.names if alias.name == old]
        if other is source or not imports:
            continue
        if any(alias.asname for alias in imports):
            return ()
        edits += of_module(other, old, new)
    return tuple(edits)


def of_module(source: Source, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits that rename a module's name: where it is bound, imported and used."""
    for part in walk(source.tree):
        if isinstance(part, ast.Name) and part.id == old:
            yield node(source, part, new)
        elif isinstance(part, ast.alias) and part.name == old and part.asname is None:
            at = source.span(part)
            yield Edit(at._replace(end=at.col + len(old)), new)
    for statement in source.tree.body:
        if isinstance(statement, (ast.ClassDef, ast.FunctionDef)) and statement.name == old:
            yield Edit(source.binding(statement, old), new)


def member(source: Source, owner: str, old: str, new: str, others: Iterable[Source]) -> Fix:
    """Rename what a class body binds: a field, a member of an enumeration."""
    bound = source.node(owner)
    if not isinstance(bound, ast.ClassDef):
        return ()
    edits = [Edit(source.binding(part, old), new)
             for part in bound.body if old in bound_names(part)]
    for other in dict.fromkeys([source, *others]):
        for part in walk(other.tree):
            if isinstance(part, ast.Attribute) and part.attr == old and isinstance(
                part.value, ast.Name
            ) and part.value.id == owner:
                at = other.span(part)
                yield_at = at._replace(col=at.end - len(old))
                edits.append(Edit(yield_at, new))
    first, last = bound.lineno, bound.end_lineno or bound.lineno
    edits += in_lines(source, first, last, rf"(?<=^    ){re.escape(old)}(?=: )", new)
    return tuple(edits)


def parameter(source: Source, owner: str, old: str, new: str) -> Fix:
    """Rename a parameter, or a length, of a prototype: in its head, its manual, its options."""
    function = source.node(owner)
    if not isinstance(function, ast.FunctionDef):
        return ()
    edits = [Edit(Loc(at.file, at.line, at.col, at.col + len(old)), new)
             for arg in function.args.args if arg.arg == old for at in [source.span(arg)]]
    for part in walk(function):
        if isinstance(part, ast.Constant) and part.value == old:
            at = source.span(part)
            edits.append(Edit(at._replace(col=at.col + 1, end=at.end - 1), new))
    first, last = function.body[0].lineno, function.end_lineno or function.lineno
    edits += in_lines(source, first, last, rf"(?<![\w*])\*{re.escape(old)}\*", f"*{new}*")
    return tuple(edits)


def in_lines(source: Source, first: int, last: int, pattern: str, text: str) -> Iterator[Edit]:
    """Yield the edits that replace what a pattern matches in some lines."""
    for line in range(first, last + 1):
        for match in re.finditer(pattern, source.lines[line - 1]):
            yield Edit(Loc(source.file, line, match.start() + 1, match.end() + 1), text)
