# SPDX-License-Identifier: BSD-3-Clause
"""Types and members written otherwise than here: C's, Python's, numbers and texts for names."""

from __future__ import annotations

import ast

import dsl
from gen.diag import Edit
from gen.edit import NOTHING, Fix
from gen.edit.argument import value
from gen.edit.import_line import imported
from gen.edit.text import node
from gen.noun import type_for
from gen.place import Loc, Source

#: What has no type here that means the same.
UNLIKE = ("bool", "double")


def typed(source: Source, at: Loc, name: str) -> Fix:
    """Write a type as it is called here, where it is one word."""
    word = type_for(name)
    if word not in dsl.__all__ or name in UNLIKE or text_at(source, at) != name:
        return NOTHING
    return (Edit(at, word), *imported(source, word))


def text_at(source: Source, at: Loc) -> str:
    """Return what stands at a place."""
    line = source.lines[at.line - 1] if at.line <= len(source.lines) else ""
    return line[at.col - 1 : at.end - 1]


def numbered(source: Source, owner: str, number: int, *words: str | int) -> Fix:
    """Give another number to what is declared under a name."""
    for word in words or (0, "number", "id"):
        found = value(source, owner, word)
        if found is not None and isinstance(found, ast.Constant):
            written = ast.get_source_segment(source.text, found) or ""
            digits = max(len(written) - 2, 1)
            new = f"{number:#0{digits + 2}x}" if written[:2].lower() == "0x" else str(number)
            return (node(source, found, new),)
    return NOTHING


def errno_for(value_: object, members: dict[str, int]) -> str:
    """Return the error that a text or a number names, or nothing."""
    if isinstance(value_, str):
        return value_ if value_ in members else ""
    names = [name for name, number in members.items() if number == value_]
    return names[0] if len(names) == 1 and isinstance(value_, int) else ""
