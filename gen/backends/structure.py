# SPDX-License-Identifier: BSD-3-Clause
"""include/<subsystem>.gen.h: what a subsystem declares, as C.

Constants of its enumerations, its structures, and the prototypes of its handlers, each at
the line of its declaration, so that the compiler's complaint points there.

Sample::

    intptr_t	sys_getpid(void);
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.arch import constants
from gen.model.nodes import Call, Enumeration, Kernel, Structure, Type


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield a header for every subsystem that declares data or calls."""
    owners = {s.name: s.subsystem for s in kernel.structs}
    for folder in kernel.subsystems:
        enums = [e for e in kernel.enums if e.subsystem == folder.name]
        bits = [b for b in kernel.bits if b.subsystem == folder.name]
        structs = [s for s in kernel.structs if s.subsystem == folder.name]
        calls = [c for c in kernel.calls if c.subsystem == folder.name]
        if not (enums or bits or structs or calls):
            continue
        words = {
            "guard": f"{folder.name.upper()}_GEN_H",
            "headers": needed(structs, owners, folder.name),
            "forward": forward(structs, calls),
            "enums": [enumeration(e) for e in enums],
            "bits": [{"title": b.doc, "lines": list(constants(b))} for b in bits],
            "structs": [struct(s) for s in structs],
            "prototypes": [prototype(c) for c in calls],
        }
        path = f"include/{folder.name}.gen.h"
        yield Artefact(path, "c/structure.h.j2", words, folder.decl)


def needed(structs: list[Structure], owners: dict[str, str], own: str) -> list[str]:
    """Return the headers of structures that these hold by value."""
    held = {element(f.type).name for s in structs for f in s.fields if is_struct(f.type)}
    return sorted({f"{owners[name]}.gen.h" for name in held if owners[name] != own})


def element(kind: Type) -> Type:
    """Return the element of an array, or the type itself."""
    return kind.element or kind


def is_struct(kind: Type) -> bool:
    """Say whether a field holds a structure, or an array of them."""
    return element(kind).kind == "struct"


def forward(structs: list[Structure], calls: list[Call]) -> list[str]:
    """Return the structure tags that are named before, or without, their definition."""
    spelled = [f.type.c for s in structs for f in s.fields if element(f.type).kind == "kptr"]
    spelled += [p.kernel_c for c in calls for p in c.params]
    words = [word for text in spelled for word in pairs(text)]
    return sorted(set(words))


def pairs(text: str) -> Iterator[str]:
    """Yield the tags in a C spelling: the word behind each \"struct\"."""
    parts = text.split()
    for before, word in zip(parts, parts[1:], strict=False):
        if before == "struct":
            yield word


def enumeration(enum: Enumeration) -> dict[str, object]:
    """Return an enumeration's constants, aligned, each with its place."""
    shown = (lambda v: f"{v:#x}") if enum.is_flags else str
    lines = [
        {"define": f"#define {m.name:<23} {shown(m.value)}", "at": m.loc.at} for m in enum.members
    ]
    return {"title": enum.doc.split("\n")[0], "members": lines}


def struct(structure: Structure) -> dict[str, object]:
    """Return a structure's C definition."""
    fields = [
        {"line": f"{f.type.declare(f.name)};", "offset": f.offset} for f in structure.fields
    ]
    return {
        "title": structure.doc.split("\n")[0],
        "tag": structure.c_name,
        "at": structure.loc.at,
        "fields": fields,
        "size": structure.size,
    }


def prototype(call: Call) -> dict[str, object]:
    """Return a handler's prototype, folded at parameters."""
    result = "int64_t" if call.result.name in ("i64", "u64") else "intptr_t"
    params = [p.kernel_c for p in call.params if p.kernel_c] or ["void"]
    lines = [f"{result}\t{call.handler}("]
    for index, text in enumerate(params):
        piece = text + (");" if index == len(params) - 1 else ", ")
        if len(lines[-1].expandtabs()) + len(piece.rstrip()) > 79:
            lines.append("\t    ")
        lines[-1] = lines[-1] + piece
    return {
        "text": "\n".join(line.rstrip() for line in lines),
        "line": call.loc.line,
        "file": call.loc.file,
    }
