# SPDX-License-Identifier: BSD-3-Clause
"""include/ddb_structure.gen.h and ddb_structure.gen.c: what memory holds, for the debugger.

Every declared structure with its fields at their places, the tables of names of values
(enum_name.gen.c has them), and the trap frame's registers.

Sample::

    const struct ddb_structure ddb_structure_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.enum_name import table
from gen.fold import listed, quoted
from gen.model.nodes import Field, Kernel, Structure, Type

EDIT = "the declared structures and enumerations, and arch/"

#: How a field is shown, by the kind of its type.
KINDS = {"enum": "DDB_ENUM", "flags": "DDB_FLAGS", "struct": "DDB_STRUCT", "kptr": "DDB_POINTER",
         "text": "DDB_STRING", "addr": "DDB_POINTER"}


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the tables and their header."""
    structs = sorted(kernel.structs, key=lambda s: s.c_name)
    enums = sorted(kernel.enums, key=lambda e: e.name)
    places = {s.name: n for n, s in enumerate(structs)}
    named = {e.name: n for n, e in enumerate(enums)}
    words = {
        "structs": [described(s, places, named) for s in structs],
        "enums": [table(e) for e in enums],
        "registers": list(registers(kernel)),
        "count": len(structs),
        "register_count": len(list(registers(kernel))),
    }
    yield Artefact("include/ddb_structure.gen.h", "c/ddb_structure.h.j2", words, EDIT)
    yield Artefact("ddb_structure.gen.c", "c/ddb_structure.c.j2", words, EDIT)


def described(
    structure: Structure, places: dict[str, int], named: dict[str, int]
) -> dict[str, object]:
    """Return a structure's rows; what is reserved is not shown."""
    shown = [f for f in structure.fields if f.type.kind != "reserved"]
    return {
        "at": structure.loc.at,
        "name": structure.c_name,
        "fields": [line for f in shown for line in field(f, places, named)],
        "size": structure.size,
        "count": len(shown),
    }


def field(one: Field, places: dict[str, int], named: dict[str, int]) -> list[str]:
    """Return a field's row."""
    held: Type = one.type.element or one.type
    kind = KINDS.get(one.type.kind) or KINDS.get(held.kind) or (
        "DDB_SIGNED" if held.signed else "DDB_UNSIGNED")
    of = named.get(one.enumeration, places.get(one.structure, -1))
    count = 1 if kind == "DDB_STRING" else one.type.count
    size = one.type.size if kind == "DDB_STRING" else held.size
    parts = [quoted(one.name), quoted(pointed(held)), str(one.offset), str(size), str(count),
             kind, str(of)]
    return listed("\t{ ", parts, " },")


def pointed(held: Type) -> str:
    """Return what a pointer points at, as C calls it."""
    return held.c.removesuffix("*").strip() if held.kind == "kptr" else ""


def registers(kernel: Kernel) -> Iterator[dict[str, object]]:
    """Yield the registers of a trap frame with their offsets, and the names for three of them."""
    arch = kernel.arch
    offsets = {name: place * arch.word for place, name in enumerate(arch.trap_frame.registers)}
    roles = {"pc": arch.pc, "sp": arch.sp, "fp": arch.fp, "flags": arch.flags}
    for name, offset in offsets.items():
        yield {"name": name, "offset": offset}
    for role, name in roles.items():
        yield {"name": role, "offset": offsets[name]}
