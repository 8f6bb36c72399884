# SPDX-License-Identifier: BSD-3-Clause
"""include/<subsystem>.gen.h: what a subsystem declares, as C.

Constants of its enumerations, its structures, and the prototypes of its handlers, each at
the line of its declaration, so that the compiler's complaint points there.

Sample::

    intptr_t	sys_getpid(void);
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeVar

from gen.artefact import Artefact
from gen.backends.arch import constants as masks
from gen.backends.calls import constants, structure, title
from gen.fold import prototype
from gen.model.hardware import BitLayout
from gen.model.message_nodes import Message, Port
from gen.model.nodes import Call, Enumeration, Kernel, Structure, Type

Owned = TypeVar("Owned", Enumeration, BitLayout, Structure, Call, Message, Port)

TAG = re.compile(r"\bstruct (\w+)")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield a header for every subsystem that declares data or calls."""
    owners = {s.name: s.subsystem for s in kernel.structs}
    all_enums, all_bits = by_subsystem(kernel.enums), by_subsystem(kernel.bits)
    all_structs, all_calls = by_subsystem(kernel.structs), by_subsystem(kernel.calls)
    for folder in kernel.subsystems:
        enums, bits = all_enums.get(folder.name, []), all_bits.get(folder.name, [])
        structs, calls = all_structs.get(folder.name, []), all_calls.get(folder.name, [])
        if not (enums or bits or structs or calls):
            continue
        path = f"include/{folder.name}.gen.h"
        key = kernel.pieces.key((*enums, *bits, *structs, *calls))
        words = partial(header, folder.name, enums, bits, structs, calls, owners)
        yield Artefact(path, "c/structure.h.j2", words, folder.decl, key)


def header(
    name: str, enums: list[Enumeration], bits: list[BitLayout], structs: list[Structure],
    calls: list[Call], owners: dict[str, str],
) -> dict[str, object]:
    """Return the words of a subsystem's header."""
    return {
        "guard": f"{name.upper()}_GEN_H",
        "headers": needed(structs, owners, name),
        "forward": forward(structs, calls),
        "groups": [constants(e) for e in enums] + [layout(b) for b in bits],
        "structs": [structure(s) for s in structs],
        "prototypes": [handler(c) for c in calls],
    }


def by_subsystem(nodes: Iterable[Owned]) -> dict[str, list[Owned]]:
    """Return nodes by the subsystem that declares them."""
    found: dict[str, list[Owned]] = {}
    for node in nodes:
        found.setdefault(node.subsystem, []).append(node)
    return found


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
    """Return the tags that are pointed at and defined elsewhere."""
    spelled = [f.type.c for s in structs for f in s.fields if not is_struct(f.type)]
    spelled += [p.kernel_c for c in calls for p in c.params]
    named = {tag for text in spelled for tag in TAG.findall(text)}
    return sorted(named - {s.c_name for s in structs})


def layout(bits: BitLayout) -> dict[str, object]:
    """Return the masks and shifts of a bit layout."""
    return {"title": title(bits.doc), "lines": list(masks(bits))}


def handler(call: Call) -> dict[str, object]:
    """Return a handler's prototype, with the place that it comes from."""
    params = [p.kernel_c for p in call.params if p.kernel_c]
    return {
        "text": "\n".join(prototype(f"intptr_t\t{call.handler}", params)),
        "line": call.loc.line,
        "file": call.loc.file,
    }
