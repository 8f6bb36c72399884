# SPDX-License-Identifier: BSD-3-Clause
"""Edits that several rules propose: for errors, names, texts in arguments, lengths."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

import gen.edit as edit
from dsl.data import Enum, Member
from gen.edit import NOTHING, Fix
from gen.load import Declared, Item
from gen.model.nodes import Field
from gen.place import Loc


def errno_item(declared: Declared) -> Item | None:
    """Return the enumeration of all errors."""
    return next((item for item in declared.whole.items(Enum) if item.name == "Errno"), None)


def errno_import(declared: Declared, item: Item) -> Fix:
    """Return the edit that imports Errno where it is not known."""
    errno = errno_item(declared)
    if errno is None or errno.module is item.module:
        return NOTHING
    return edit.import_line.imported(item.module.source, "Errno", module=errno.module.name)


def error_named(declared: Declared, item: Item, number: int, said: object) -> Fix:
    """Return the edits that name an error which is written as a text or a number."""
    errno = errno_item(declared)
    found = edit.argument.value(item.module.source, item.name, "errors")
    if errno is None or not isinstance(found, ast.Tuple) or number >= len(found.elts):
        return NOTHING
    members = {n: int(v) for n, v in vars(errno.value).items() if isinstance(v, Member)}
    name = edit.type_name.errno_for(said, members)
    if not name:
        return NOTHING
    change = edit.text.node(item.module.source, found.elts[number], f"Errno.{name}")
    return (change, *errno_import(declared, item))


def error_gone(item: Item, number: int) -> Fix:
    """Return the edit that takes an error away."""
    found = edit.argument.value(item.module.source, item.name, "errors")
    return edit.argument.without_element(item.module.source, found, number)


def spelled(item: Item, word: str | int, old: str, new: str) -> Fix:
    """Return the edits that write a text in an argument otherwise; none without another."""
    source = item.module.source
    found = edit.argument.value(source, item.name, word)
    return edit.argument.spelled(source, found, old, new) if new else NOTHING


def widest_hole(field: Field, *layouts: Sequence[Field]) -> int:
    """Return how many bytes lie before a field on the target where they are most."""
    sizes = []
    for fields in layouts:
        number = next(n for n, one in enumerate(fields) if one.name == field.name)
        before = fields[number - 1]
        end = before.offset + before.type.size if number else 0
        sizes.append(fields[number].offset - end)
    return max(sizes)


def spelled_at(declared: Declared, at: Loc, old: str, new: str) -> Fix:
    """Return the edits that write a text otherwise in what is declared at a place."""
    item = next((item for item in declared.owners.values() if item.loc == at), None)
    call = edit.argument.giver(item.module.source, item.name) if item else None
    if item is None or not new or not isinstance(call, ast.Call):
        return NOTHING
    return edit.argument.spelled(item.module.source, call, old, new)


def respelled(declared: Declared, item: Item, right: str) -> Fix:
    """Return the edits that call something otherwise, by a name that is free and has the form."""
    source = item.module.source
    if not right.isascii() or not right.isidentifier() or right in source.top:
        return NOTHING
    others = [module.source for module in declared.whole.everything()]
    return edit.name.renamed(source, item.module.name, item.name, right, others)


def length_behind(name: str, names: list[str]) -> str:
    """Return the parameter behind a buffer that is called like its length; or nothing."""
    behind = names[names.index(name) + 1 :]
    return next((n for n in behind if re.search("len|size|count|bytes", n)), "")


def joined_to_length(item: Item, name: str, at: Loc) -> Fix:
    """Return the edits that take a length away, and name it with its buffer."""
    source = item.module.source
    length = length_behind(name, list(item.value.function.__annotations__))
    kind = item.value.function.__annotations__.get(length)
    text = source.lines[at.line - 1][at.col - 1 : at.end - 1]
    if not length or not isinstance(kind, type) or not text.endswith("Bytes]"):
        return NOTHING
    gone = edit.body.without_parameter(source, item.name, length)
    named = edit.text.replaced(at, f'{text[:-1]}, L["{length}"]]')
    return (*named, *gone, *edit.import_line.imported(source, "L")) if gone else NOTHING
