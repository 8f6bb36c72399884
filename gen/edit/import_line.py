# SPDX-License-Identifier: BSD-3-Clause
"""Imports that a mended declaration needs, put where they belong."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from gen.diag import Edit
from gen.edit import Fix
from gen.edit.text import begin, end, line_above, node
from gen.place import Source

WIDTH = 100


def imported(source: Source, *words: str, module: str = "dsl") -> Fix:
    """Import names of a module, those that are not imported yet."""
    statements = [part for part in source.tree.body if isinstance(part, ast.ImportFrom)]
    own = [part for part in statements if part.module == module and not part.level]
    known = {alias.asname or alias.name for part in statements for alias in part.names}
    missing = [word for word in dict.fromkeys(words) if word not in known | set(source.top)]
    if not missing or any(alias.name == "*" for part in own for alias in part.names):
        return ()
    if not own:
        return (statement(source, statements, module, missing),)
    if len(missing) > 1:
        names = [*(alias.name for alias in own[0].names), *missing]
        return (node(source, own[0], written(module, names)),)
    return (named(source, own[0], missing[0]),)


def statement(
    source: Source, statements: list[ast.ImportFrom], module: str, names: Iterable[str]
) -> Edit:
    """Return the edit that adds a whole statement: what declares before `dsl`."""
    text = written(module, names)
    if statements and module == "dsl":
        last = statements[-1]
        return Edit(end(source, last), f"\n\n{text}")
    if statements:
        gap = "\n" if statements[0].module == "dsl" else ""
        return line_above(source, statements[0].lineno, f"{text}{gap}")
    body = source.tree.body
    if body and ast.get_docstring(source.tree) is not None:
        return Edit(end(source, body[0]), f"\n\n{text}")
    return line_above(source, body[0].lineno if body else 1, f"{text}\n\n")


def key(word: str) -> tuple[bool, bool, str]:
    """Return where a name stands in an import: constants, classes, functions."""
    return (len(word) == 1 or not word.isupper(), word[:1].islower(), word)


def written(module: str, names: Iterable[str]) -> str:
    """Return an import statement, folded when it is too long."""
    ordered = sorted(set(names), key=key)
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in ordered), ")"])


def named(source: Source, own: ast.ImportFrom, word: str) -> Edit:
    """Return the edit that adds one name to a statement."""
    after = next((alias for alias in own.names if key(alias.name) > key(word)), None)
    folded = own.end_lineno != own.lineno
    if not folded and len(source.lines[own.lineno - 1]) + len(word) + 2 > WIDTH:
        return node(source, own, written(own.module or "", [*(a.name for a in own.names), word]))
    if folded and own.names[0].lineno > own.lineno:
        gap = f",\n{' ' * own.names[0].col_offset}"
    else:
        gap = ", "
    if after is None:
        return Edit(end(source, own.names[-1]), f"{gap}{word}")
    return Edit(begin(source, after), f"{word}{gap}")
