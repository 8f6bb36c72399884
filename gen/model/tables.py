# SPDX-License-Identifier: BSD-3-Clause
"""Tables of firmware in the model: every field at its place among the bytes."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.table import Entry, Table
from gen.load import Declared, Item
from gen.model.platform_nodes import FirmwareEntry, FirmwareTable, TableField
from gen.model.types import Types, snake


def firmware_tables(declared: Declared, types: Types) -> Iterator[FirmwareTable]:
    """Yield the tables, by name."""
    known = {item.value: item for item in declared.items(Entry)}
    for item in sorted(declared.items(Table), key=lambda item: item.name):
        table = item.value
        fields = tuple(placed(item, types))
        yield FirmwareTable(
            item.name,
            snake(item.name),
            item.module.subsystem,
            table.__signature__,
            table.__length__,
            table.__unit__,
            size(fields),
            fields,
            tuple(entry(known[one], types) for one in table.__entries__ if one in known),
            table.__sized__,
            table.__count__,
            types.of(table.__items__).size if table.__items__ else 0,
            item.doc,
            item.loc,
        )


def entry(item: Item, types: Types) -> FirmwareEntry:
    """Return an entry of a table."""
    fields = tuple(placed(item, types))
    kind = item.value.__type__
    name = snake(item.name)
    return FirmwareEntry(item.name, name, kind, size(fields), fields, item.doc, item.loc)


def placed(item: Item, types: Types) -> Iterator[TableField]:
    """Yield the fields of a table or entry, without room between them."""
    at = 0
    for name, annotation in vars(item.value).get("__annotations__", {}).items():
        held = types.of(annotation)
        yield TableField(name, held, at, item.module.source.annotation(item.name, name))
        at += held.size


def size(fields: tuple[TableField, ...]) -> int:
    """Return how many bytes fields have together."""
    return fields[-1].offset + fields[-1].type.size if fields else 0
