# SPDX-License-Identifier: BSD-3-Clause
"""<subsystem>_table.gen.{h,c}: parsers of the tables that firmware leaves in memory.

A table is opened once, which checks all of it; each step over its entries checks its bounds
again.  Fields are put together from bytes: they are aligned to nothing.

Sample::

    bool	rsdt_next(struct table *, uint64_t *);
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import comment, noted, paragraph
from gen.model.nodes import Kernel
from gen.model.platform_nodes import FirmwareEntry, FirmwareTable, TableField


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header and the parsers of every subsystem that declares tables."""
    for folder in kernel.subsystems:
        tables = [t for t in kernel.tables if t.subsystem == folder.name]
        if not tables:
            continue
        words = {
            "guard": f"{folder.name.upper()}_TABLE_GEN_H",
            "header": f"{folder.name}_table.gen.h",
            "tables": [described(t) for t in tables],
            "counted": [{"name": t.c_name, "item": t.item} for t in tables if t.item],
            "walked": [walk(t) for t in tables if t.entries],
        }
        yield Artefact(f"include/{words['header']}", "c/table.h.j2", words, folder.decl)
        yield Artefact(f"{folder.name}_table.gen.c", "c/table.c.j2", words, folder.decl)


def described(table: FirmwareTable) -> dict[str, object]:
    """Return what the templates say of a table."""
    return {
        "name": table.c_name,
        "title": comment(paragraph(table.doc.split("\n\n")[0])),
        "members": members(table.fields),
        "reads": reads(table.fields),
        "form": form(table),
        "at": table.loc.at,
    }


def form(table: FirmwareTable) -> list[str]:
    """Return the members of what must be true of a table that can be opened."""
    length, count = by_name(table, table.length), by_name(table, table.count)
    rows = f"{table.c_name}_rows" if table.entries else "NULL"
    values = [
        ("signature", f'"{table.signature}"'), ("head", str(table.size)),
        ("length_at", str(length.offset if length else 0)),
        ("length_size", str(length.type.size if length else 0)), ("unit", str(table.unit)),
        ("count_at", str(count.offset if count else 0)),
        ("count_size", str(count.type.size if count else 0)),
        ("rows", rows), ("nrows", str(len(table.entries))),
        ("sized", "true" if table.sized else "false"), ("item", str(table.item)),
    ]  # fmt: skip
    return [f".{name} = {value}," for name, value in values if value not in ("0", "NULL", "false")]


def by_name(table: FirmwareTable, name: str) -> TableField | None:
    """Return a field of a table's head, or nothing."""
    return next((f for f in table.fields if f.name == name), None)


def walk(table: FirmwareTable) -> dict[str, object]:
    """Return what the templates say of a table's entries."""
    entries = table.entries
    return {
        "name": table.c_name,
        "at": table.loc.at,
        "constants": [constant(e) for e in entries],
        "rows": [f"{{ {e.kind}, {e.size} }}," for e in entries],
        "union": [line for e in entries for line in part(e, own(e, table))],
        "cases": [line for e in entries for line in case(e, own(e, table))],
    }


def constant(entry: FirmwareEntry) -> str:
    """Return the definition of an entry's type."""
    return noted(f"#define {entry.c_name.upper():<23} {entry.kind}", entry.loc.at, 40)


def own(entry: FirmwareEntry, table: FirmwareTable) -> tuple[TableField, ...]:
    """Return the fields of an entry; what all entries have is not read again."""
    return entry.fields[2 if table.sized else 1 :]


def part(entry: FirmwareEntry, fields: tuple[TableField, ...]) -> Iterator[str]:
    """Yield the member that holds an entry."""
    yield from ("struct {", *members(fields), f"}} {entry.c_name};")


def case(entry: FirmwareEntry, fields: tuple[TableField, ...]) -> Iterator[str]:
    """Yield the statements that read an entry."""
    yield f"case {entry.kind}:"
    yield from (f"\t{line}" for line in reads(fields, f"to->{entry.c_name}."))
    yield "\tbreak;"


def members(fields: tuple[TableField, ...]) -> list[str]:
    """Return the members of the structure that holds what was read."""
    return [f"\t{f.type.declare(f.name)};" for f in fields if f.type.kind != "reserved"]


def reads(fields: tuple[TableField, ...], to: str = "to->") -> list[str]:
    """Return the statements that read fields."""
    found = []
    for f in fields:
        if f.type.kind == "reserved":
            continue
        if f.type.kind in ("array", "text"):
            found.append(f"table_bytes({to}{f.name}, at + {f.offset}, {f.type.size});")
        else:
            cast = f"({f.type.c})" if f.type.size < 8 else ""
            found.append(f"{to}{f.name} = {cast}table_word(at + {f.offset}, {f.type.size});")
    return found
