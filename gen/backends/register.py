# SPDX-License-Identifier: BSD-3-Clause
"""include/<block>.gen.h: a device's registers as functions.

A register that shows only while another's field holds a value sets and restores that field
around the access.

Sample::

    ns16550_read_lsr(uintptr_t base)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.arch import constants
from gen.fold import comment, noted, paragraph
from gen.model.nodes import Kernel, Register, RegisterBlock

#: How the accessors of a window's space begin.
SPACES = {"port": "port", "memory": "mmio"}


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the accessors of every register block."""
    for block in kernel.blocks:
        words = {
            "name": block.c_name,
            "guard": f"{block.c_name.upper()}_GEN_H",
            "title": comment(paragraph(block.doc.split("\n\n")[0])),
            "offsets": [offset(block, r) for r in block.registers],
            "fields": list(field_groups(block)),
            "registers": [accessors(block, r) for r in block.registers],
        }
        path = f"include/{block.c_name}.gen.h"
        yield Artefact(path, "c/register.h.j2", words, block.loc.file)


def place(block: RegisterBlock, register: str) -> str:
    """Return the constant of a register's offset."""
    return f"{block.c_name}_{register}".upper()


def offset(block: RegisterBlock, register: Register) -> str:
    """Return the definition of a register's offset."""
    name = place(block, register.name)
    return noted(f"#define {name:<23} {register.offset:#x}", register.loc.at, 40)


def field_groups(block: RegisterBlock) -> Iterator[dict[str, object]]:
    """Yield the constants of each register type of a block once."""
    layouts = {r.layout.prefix: r.layout for r in block.registers if r.layout}
    for _, layout in sorted(layouts.items()):
        yield {"title": layout.doc.split("\n")[0], "lines": list(constants(layout))}


def accessors(block: RegisterBlock, register: Register) -> dict[str, object]:
    """Return what the accessors of a register are made of."""
    return {
        **access(block, register),
        "name": register.name,
        "loc": register.loc.at,
        "reads": register.access in ("ro", "rw"),
        "writes": register.access in ("wo", "rw"),
        "when": selector(block, register),
    }


def access(block: RegisterBlock, register: Register) -> dict[str, object]:
    """Return a register's type and place, and the functions that reach it."""
    how = SPACES[register.space]
    return {
        "type": f"uint{register.width}_t",
        "in": f"{how}_read{register.width}",
        "out": f"{how}_write{register.width}",
        "at": place(block, register.name),
    }


def selector(block: RegisterBlock, register: Register) -> dict[str, object] | None:
    """Return how to make a conditional register show: which field, and its value in place."""
    if register.when is None:
        return None
    name, field, value = register.when
    other = next(r for r in block.registers if r.name == name)
    assert other.layout is not None
    bits = next(f for f in other.layout.fields if f.name == field)
    mask = f"{other.layout.prefix}_{field.upper()}"
    cleared = f"kept & ~{mask}"
    shown = f"({cleared}) | {value << bits.low:#x}" if value else cleared
    return {**access(block, other), "shown": shown}
