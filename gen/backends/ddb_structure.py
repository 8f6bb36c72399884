# SPDX-License-Identifier: BSD-3-Clause
"""include/ddb_structure.gen.h and ddb_structure.gen.c: what memory holds, for the debugger.

Every declared structure with its fields at their places, the tables of names of values
(enum_name.gen.c has them), and the trap frame's registers.

Sample::

    const struct ddb_structure ddb_structure_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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
    targets = sorted({pointed(held(f)) for s in structs for f in shown(s)})
    aimed = {target: n for n, target in enumerate(targets)}
    words = {
        "structs": [described(s, Numbers(places, named, aimed)) for s in structs],
        "enums": [table(e) for e in enums],
        "targets": [quoted(target) for target in targets],
        "registers": list(registers(kernel)),
        "count": len(structs),
        "register_count": len(list(registers(kernel))),
    }
    yield Artefact("include/ddb_structure.gen.h", "c/ddb_structure.h.j2", words, EDIT)
    yield Artefact("ddb_structure.gen.c", "c/ddb_structure.c.j2", words, EDIT)


class Numbers(NamedTuple):
    """Where a table has what: structures, enumerations, and what pointers point at."""

    structures: dict[str, int]
    enumerations: dict[str, int]
    targets: dict[str, int]


def described(structure: Structure, numbers: Numbers) -> dict[str, object]:
    """Return a structure's rows."""
    fields = shown(structure)
    return {
        "at": structure.loc.at,
        "name": structure.c_name,
        "fields": [line for f in fields for line in field(f, numbers)],
        "size": structure.size,
        "count": len(fields),
    }


def shown(structure: Structure) -> list[Field]:
    """Return a structure's fields without what is reserved."""
    return [f for f in structure.fields if f.type.kind != "reserved"]


def held(one: Field) -> Type:
    """Return the type of a field, or of an array's elements."""
    return one.type.element or one.type


def field(one: Field, numbers: Numbers) -> list[str]:
    """Return a field's row."""
    single = held(one)
    kind = KINDS.get(one.type.kind) or KINDS.get(single.kind) or (
        "DDB_SIGNED" if single.signed else "DDB_UNSIGNED")
    count = 1 if kind == "DDB_STRING" else one.type.count
    size = one.type.size if kind == "DDB_STRING" else single.size
    parts = [quoted(one.name), str(one.offset), str(size), str(count), kind,
             str(number(one, kind, numbers))]
    return listed("\t{ ", parts, " },")


def number(one: Field, kind: str, numbers: Numbers) -> int:
    """Return which row of another table says more of a field; 0 if none does."""
    if kind == "DDB_POINTER":
        return numbers.targets[pointed(held(one))]
    return numbers.enumerations.get(one.enumeration, numbers.structures.get(one.structure, 0))


def pointed(single: Type) -> str:
    """Return what a pointer points at, as C calls it."""
    return single.c.removesuffix("*").strip() if single.kind == "kptr" else ""


def registers(kernel: Kernel) -> Iterator[dict[str, object]]:
    """Yield the registers of a trap frame with their offsets, and the names for three of them."""
    arch = kernel.arch
    offsets = {name: place * arch.word for place, name in enumerate(arch.trap_frame.registers)}
    roles = {"pc": arch.pc, "sp": arch.sp, "fp": arch.fp, "flags": arch.flags}
    for name, offset in offsets.items():
        yield {"name": name, "offset": offset}
    for role, name in roles.items():
        yield {"name": role, "offset": offsets[name]}
