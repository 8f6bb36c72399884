# SPDX-License-Identifier: BSD-3-Clause
"""Rules about tables of firmware."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.table import Entry, Table
from gen.diag import Diag
from gen.load import Declared, Item
from gen.model.types import Types

TYPES = Types(8)

#: What a field may be: its bytes are the same on every CPU.
FIELDS = frozenset(("scalar", "enum", "flags", "bits", "array", "text", "reserved"))


def fields_of(item: Item) -> dict[str, object]:
    """Return the fields of a table or entry."""
    return dict(vars(item.value).get("__annotations__", {}))


def table_fields_are_bytes(declared: Declared) -> Iterator[Diag]:
    """A field of a table has the same bytes on every CPU."""
    for kind in (Table, Entry):
        for item in declared.items(kind):
            if not fields_of(item):
                yield Diag("K0410", item.loc, f"`{item.name}` has no fields",
                           help="write them as annotations: length: u32")
            for name, hint in fields_of(item).items():
                narrow, wide = Types(4).of(hint), TYPES.of(hint)
                if wide.kind not in FIELDS or narrow.size != wide.size:
                    at = item.module.source.annotation(item.name, name)
                    what = f"`{name}` of `{item.name}` has not the same bytes everywhere"
                    yield Diag("K0410", at, what, help="take a number of a width: u32, say")


def tables_say_how_long_they_are(declared: Declared) -> Iterator[Diag]:
    """The length and the count of a table are numbers of its head."""
    for item in declared.items(Table):
        table = item.value
        if not (table.__signature__.isascii() and 0 < len(table.__signature__) <= 8):
            yield Diag("K0411", item.loc, f"the signature of `{item.name}` must be 1 to 8 letters")
        for word, name in (("length", table.__length__), ("count", table.__count__)):
            held = TYPES.of(fields_of(item).get(name))
            if name and held.kind != "scalar":
                what = f"`{item.name}` says that its {word} is in `{name}`"
                yield Diag("K0411", item.loc, what, "which is no number of its head")
        if (table.__entries__ or table.__items__) and not table.__length__:
            what = f"something stands behind the head of `{item.name}`, which has no length"
            yield Diag("K0411", item.loc, what, help='name the field: length="length"')


def entries_are_told_apart(declared: Declared) -> Iterator[Diag]:
    """Entries of a table begin with their type, each with its own, and with their length."""
    for item in declared.items(Table):
        seen: dict[int, str] = {}
        wanted = ["type", "length"] if item.value.__sized__ else ["type"]
        for one in item.value.__entries__:
            entry = next((e for e in declared.items(Entry) if e.value is one), None)
            if entry is None:
                continue
            names = list(fields_of(entry))[: len(wanted)]
            sizes = [TYPES.of(fields_of(entry)[name]).size for name in names]
            if names != wanted or any(size != 1 for size in sizes):
                what = f"`{entry.name}` must begin with {' and '.join(wanted)}, a byte each"
                yield Diag("K0412", entry.loc, what)
            kind = one.__type__
            if kind in seen or not 0 <= kind <= 255:
                other = f", as `{seen[kind]}` has" if kind in seen else ", which is no byte"
                yield Diag("K0412", entry.loc, f"`{entry.name}` has type {kind}{other}")
            seen.setdefault(kind, entry.name)
