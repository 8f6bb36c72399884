# SPDX-License-Identifier: BSD-3-Clause
"""Arguments that come, go, or change: of words, of class heads, of decorators."""

from __future__ import annotations

import ast

from gen.diag import Edit
from gen.edit import NOTHING, Fix
from gen.edit.text import begin, between, end, indent, node, said
from gen.place import Source

Giver = ast.Call | ast.ClassDef


def giver(source: Source, owner: str, name: str | None = None) -> Giver | None:
    """Return what gives arguments for a declared name: a call, a decorator, a class's head."""
    found = source.node(owner)
    if name is None and isinstance(found, ast.ClassDef):
        return found
    value: ast.expr | None = source.value(owner, name)
    if isinstance(found, ast.FunctionDef) and found.decorator_list:
        value = found.decorator_list[0]
    return value if isinstance(value, ast.Call) else None


def arguments(call: Giver) -> list[ast.expr | ast.keyword]:
    """Return all that a call gives, in the order in which it stands."""
    first = call.args if isinstance(call, ast.Call) else call.bases
    return sorted([*first, *call.keywords], key=lambda part: (part.lineno, part.col_offset))


def value(source: Source, owner: str, word: str | int, name: str | None = None) -> ast.expr | None:
    """Return the expression of one argument."""
    call = giver(source, owner, name)
    if call is None:
        return None
    if isinstance(word, int):
        places = call.args if isinstance(call, ast.Call) else call.bases
        return places[word] if word < len(places) else None
    return next((k.value for k in call.keywords if k.arg == word), None)


def with_argument(source: Source, call: Giver | None, text: str) -> Fix:
    """Give one more argument, behind the others; each on its line where they are so."""
    if call is None:
        return NOTHING
    given = arguments(call)
    if not given:
        if isinstance(call, ast.ClassDef):
            return NOTHING
        inside = end(source, call)
        return (Edit(inside._replace(col=inside.col - 1, end=inside.col - 1), text),)
    last = given[-1]
    own_line = len(given) > 1 and last.lineno != given[-2].lineno
    gap = f",\n{indent(source, last.lineno)}" if own_line else ", "
    return (Edit(end(source, last), f"{gap}{text}"),)


def without_argument(source: Source, owner: str, word: str) -> Fix:
    """Take an argument of what is declared away, with the comma that belongs to it."""
    call = giver(source, owner)
    if call is None:
        return NOTHING
    given = arguments(call)
    number = next((n for n, part in enumerate(given)
                   if isinstance(part, ast.keyword) and part.arg == word), -1)
    return without(source, given, number) if number >= 0 else NOTHING


def without(source: Source, parts: list[ast.expr | ast.keyword], number: int) -> Fix:
    """Take one of several parts away, with a comma; nothing when a comment is in the way."""
    part = parts[number]
    if number > 0:
        first, last = end(source, parts[number - 1]), end(source, part)
    elif len(parts) > 1:
        first, last = begin(source, part), begin(source, parts[1])
    else:
        first, last = begin(source, part), end(source, part)
    if any("#" in source.lines[line - 1] for line in range(first.line, last.line)):
        return NOTHING
    return (between(first, last, ""),)


def with_value(source: Source, owner: str, word: str, text: str) -> Fix:
    """Give an argument a value: another one, or one more argument."""
    found = value(source, owner, word)
    if found is not None:
        return (node(source, found, text),)
    return with_argument(source, giver(source, owner), f"{word}={text}")


def with_element(source: Source, owner: str, word: str, text: str) -> Fix:
    """Add an element to the tuple that an argument is; give it where it is not given."""
    found = value(source, owner, word)
    if found is None:
        return with_argument(source, giver(source, owner), f"{word}=({text},)")
    if not isinstance(found, ast.Tuple):
        return NOTHING
    if len(found.elts) > 1:
        return (Edit(end(source, found.elts[-1]), f", {text}"),)
    parts = ", ".join([*(said(source, one) for one in found.elts), text])
    return (node(source, found, f"({parts})" if found.elts else f"({parts},)"),)


def without_element(source: Source, found: ast.expr | None, number: int) -> Fix:
    """Take an element of a tuple away; one that is left keeps its comma."""
    if not isinstance(found, ast.Tuple) or not -len(found.elts) <= number < len(found.elts):
        return NOTHING
    rest = [said(source, one) for one in found.elts]
    del rest[number]
    if len(rest) < 2:
        return (node(source, found, f"({rest[0]},)" if rest else "()"),)
    return without(source, list(found.elts), number % len(found.elts))


def spelled(source: Source, found: ast.expr | None, old: object, new: str) -> Fix:
    """Replace the texts that say `old` inside an argument, by the text `new`."""
    edits = []
    for part in ast.walk(found) if found is not None else ():
        if isinstance(part, ast.Constant) and part.value == old:
            quote = said(source, part)[:1]
            edits.append(node(source, part, f"{quote}{new}{quote}"))
    return tuple(edits)
