# SPDX-License-Identifier: BSD-3-Clause
"""Fields and parameters that come and go; bodies and manuals that are completed."""

from __future__ import annotations

import ast
import re

from gen.diag import Edit
from gen.edit import NOTHING, Fix
from gen.edit.argument import without
from gen.edit.import_line import imported
from gen.edit.text import begin, between, end, indent, line_above, line_below, said
from gen.place import Loc, Source, walk

Owner = ast.ClassDef | ast.FunctionDef


def hole_before(source: Source | None, at: Loc, size: int) -> Fix:
    """Name a hole before the field or parameter that is declared at a place."""
    if source is None:
        return NOTHING
    for owner in owners(source):
        for part in fields(owner):
            where = begin(source, part)
            if (where.line, where.col) == (at.line, at.col):
                text = pad(owner, size)
                if isinstance(part, ast.arg):
                    edit = Edit(where, f"{text}, ")
                else:
                    edit = line_above(source, at.line, f"{indent(source, at.line)}{text}")
                return (edit, *imported(source, "L", "Reserved"))
    return NOTHING


def hole_behind(source: Source | None, at: Loc, size: int) -> Fix:
    """Name a hole behind the last field of what is declared at a place."""
    if source is None:
        return NOTHING
    for owner in owners(source):
        where = source.binding(owner, owner.name)
        if (where.line, where.col) == (at.line, at.col) and fields(owner):
            last = fields(owner)[-1]
            if isinstance(last, ast.arg):
                edit = Edit(end(source, last), f", {pad(owner, size)}")
            else:
                line = last.end_lineno or last.lineno
                edit = line_below(source, line,
                                  f"{indent(source, last.lineno)}{pad(owner, size)}")
            return (edit, *imported(source, "L", "Reserved"))
    return NOTHING


def owners(source: Source) -> list[Owner]:
    """Return all that has fields or parameters."""
    return [part for part in walk(source.tree) if isinstance(part, (ast.ClassDef, ast.FunctionDef))]


def fields(owner: Owner) -> list[ast.arg | ast.AnnAssign]:
    """Return the fields of a class, or the parameters of a prototype."""
    if isinstance(owner, ast.FunctionDef):
        return list(owner.args.args)
    return [part for part in owner.body if isinstance(part, ast.AnnAssign)]


def pad(owner: Owner, size: int) -> str:
    """Return a hole that is named, by a name that nothing has."""
    taken = {part.arg if isinstance(part, ast.arg) else getattr(part.target, "id", "")
             for part in fields(owner)}
    names = ("_pad", *(f"_pad{number}" for number in range(2, len(taken) + 3)))
    name = next(one for one in names if one not in taken)
    return f"{name}: Reserved[L[{size}]]"


def without_parameter(source: Source, function: str, name: str) -> Fix:
    """Take a parameter away."""
    found = source.node(function)
    if not isinstance(found, ast.FunctionDef) or found.args.defaults:
        return NOTHING
    parts = list(found.args.args)
    number = next((n for n, arg in enumerate(parts) if arg.arg == name), -1)
    return without(source, parts, number) if number >= 0 else NOTHING  # type: ignore[arg-type]


def without_default(source: Source, arg: ast.arg, default: ast.expr) -> Fix:
    """Take a parameter's default away."""
    return (between(end(source, arg), end(source, default), ""),)


def without_body(source: Source, function: ast.FunctionDef) -> Fix:
    """Leave three dots of a prototype's body; its manual stays."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return NOTHING
    return (between(begin(source, body[0]), end(source, body[-1]), "..."),)


def field_of_value(source: Source, owner: str, name: str) -> Fix:
    """Make a field of `name = type`."""
    found = next((part for part in getattr(source.node(owner), "body", ())
                  if isinstance(part, ast.Assign) and said(source, part.targets[0]) == name), None)
    if found is None:
        return NOTHING
    return (between(end(source, found.targets[0]), begin(source, found.value), ": "),)


def without_value(source: Source, owner: str, name: str) -> Fix:
    """Take the value of a field away."""
    found = next((part for part in getattr(source.node(owner), "body", ())
                  if isinstance(part, ast.AnnAssign) and said(source, part.target) == name), None)
    if found is None or found.value is None:
        return NOTHING
    return (between(end(source, found.annotation), end(source, found.value), ""),)


def with_stop(source: Source, owner: str) -> Fix:
    """End the first paragraph of a manual with a stop."""
    found = source.node(owner)
    if not isinstance(found, ast.FunctionDef) or ast.get_docstring(found) is None:
        return NOTHING
    text = found.body[0]
    for line in range(text.lineno, (text.end_lineno or text.lineno) + 1):
        words = source.lines[line - 1].rstrip()
        last = line == text.end_lineno
        following = "" if last else source.lines[line].strip()
        if last:
            match = re.search(r"[\s]*(\"\"\"|'''|\"|')$", words)
            if match is None or not words[: match.start()].strip("\"' \t"):
                return NOTHING
            return (Edit(Loc(source.file, line, match.start() + 1, match.start() + 1), "."),)
        done = not following or re.fullmatch(r"\"\"\"|'''", following)
        if words.strip("\"' \t") and done:
            at = len(words) + 1
            return (Edit(Loc(source.file, line, at, at), "."),)
    return NOTHING
