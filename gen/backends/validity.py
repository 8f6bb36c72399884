# SPDX-License-Identifier: BSD-3-Clause
"""include/validity.gen.h: which values of enumerations and flags there are.

For what comes from outside: arguments of system calls, messages of other machines.

Sample::

    static inline bool
    is_clock(uint32_t value)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from gen.artefact import Artefact
from gen.backends.syscall_table import is_direct
from gen.fold import listed
from gen.model.nodes import Enumeration, Field, Kernel, Structure
from gen.model.types import snake

#: Arguments that are values themselves.
VALUES = ("enum", "flags")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the functions that know what is valid."""
    structs = {s.name: s for s in kernel.structs}
    params = [p for c in kernel.calls if not is_direct(c) for p in c.params]
    fields = [f for m in kernel.messaging.messages for f in m.wire]
    names = [p.type.name for p in params if p.judged] + [f.structure for f in fields]
    judged = list(judged_below(names, structs))
    used = {p.enumeration for p in params if p.kind in VALUES or p.judged}
    used |= {f.enumeration for f in [*fields, *(f for s in judged for f in s.fields)]}
    enums = [e for e in kernel.enums if e.name in used]
    words = {
        "headers": [f"{name}.gen.h" for name in sorted({e.subsystem for e in enums} |
                                                       {s.subsystem for s in judged})],
        "enums": [validity(e) for e in enums],
        "structures": [structure_validity(s, {j.name for j in judged}) for s in judged],
    }
    edit = "the declared enumerations"
    yield Artefact("include/validity.gen.h", "c/validity.h.j2", words, edit)


def validity(enum: Enumeration) -> dict[str, object]:
    """Return the function that knows the values of an Enum, or the bits of a Flags."""
    names = {m.value: m.name for m in reversed(enum.members)}
    values = [names[value] for value in sorted(names)]
    head = f"\tconst {enum.type.c} known = "
    return {
        "function": is_valid(enum.name),
        "type": enum.type.c,
        "is_flags": enum.is_flags,
        "cases": "\n".join(f"\tcase {value}:" for value in values),
        "known": "\n".join(listed(head, values, ";", " |")),
        "at": enum.loc.at,
    }


def judged_below(names: list[str], structs: Mapping[str, Structure]) -> Iterator[Structure]:
    """Yield those of some structures, and of what they hold, with an Enum or Flags, inner first."""
    told: set[str] = set()

    def inner(structure: Structure) -> Iterator[Structure]:
        for field in structure.fields:
            if field.structure:
                yield from inner(structs[field.structure])
        holds = any(f.enumeration or f.structure in told for f in structure.fields)
        if holds and structure.name not in told:
            told.add(structure.name)
            yield structure

    for name in names:
        if name in structs:
            yield from inner(structs[name])


def structure_validity(structure: Structure, judged: Set[str]) -> dict[str, object]:
    """Return the function that knows whether every Enum and Flags of a structure is valid."""
    lines = [
        line
        for field in structure.fields if field.enumeration or field.structure in judged
        for line in field_validity(field)
    ]
    return {
        "function": is_valid(structure.name),
        "type": f"struct {structure.c_name}",
        "body": "\n".join(lines),
        "at": structure.loc.at,
    }


def field_validity(field: Field) -> Iterator[str]:
    """Yield the lines that refuse a field, or any element of an array."""
    place = f"s->{field.name}"
    for depth, count in enumerate(field.counts):
        yield "\t" * (depth + 1) + f"for (size_t i{depth} = 0; i{depth} < {count}; i{depth}++)"
        place += f"[i{depth}]"
    tabs = "\t" * (len(field.counts) + 1)
    argument = place if field.enumeration else f"&{place}"
    yield f"{tabs}if (!{is_valid(field.enumeration or field.structure)}({argument}))"
    yield f"{tabs}\treturn (false);"


def is_valid(name: str) -> str:
    """Return the name of the function that knows an enumeration's values."""
    return f"is_{snake(name)}"
