# SPDX-License-Identifier: BSD-3-Clause
"""include/<block>.gen.h and <block>_dump.gen.c: a device's registers as functions.

A register that shows only while another's field holds a value sets and restores that field
around the access.  The dump leaves alone what a read would change.

Sample::

    ns16550_read_lsr(uintptr_t base)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.arch import constants
from gen.model.nodes import Kernel, Register, RegisterBlock


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield accessors and dump of every register block."""
    for block in kernel.blocks:
        words = {
            "name": block.c_name,
            "guard": f"{block.c_name.upper()}_GEN_H",
            "doc": block.doc.split("\n")[0],
            "fields": list(field_groups(block)),
            "offsets": [offset(block, r) for r in block.registers],
            "registers": [accessors(block, r) for r in block.registers],
            "dumped": [dumped(block, r) for r in block.registers if readable(r)],
            "skipped": [r.name for r in block.registers if r.side_effect],
        }
        edit = block.loc.file
        header = f"include/{block.c_name}.gen.h"
        yield Artefact(header, "c/register.h.j2", words, edit)
        yield Artefact(f"{block.c_name}_dump.gen.c", "c/register_dump.c.j2", words, edit)


def offset(block: RegisterBlock, register: Register) -> str:
    """Return the constant of a register's offset."""
    name = f"{block.c_name}_{register.name}".upper()
    return f"#define {name:<31} {register.offset:#x}\t/* {register.loc.at} */"


def field_groups(block: RegisterBlock) -> Iterator[dict[str, object]]:
    """Yield the constants of each register type of a block once."""
    layouts = {r.layout.prefix: r.layout for r in block.registers if r.layout}
    for _, layout in sorted(layouts.items()):
        yield {"title": layout.doc.split("\n")[0], "lines": list(constants(layout))}


def accessors(block: RegisterBlock, register: Register) -> dict[str, object]:
    """Return what the accessors of a register are made of."""
    how = "port" if register.space == "port" else "mmio"
    return {
        "name": register.name,
        "type": f"uint{register.width}_t",
        "in": f"{how}_read{register.width}",
        "out": f"{how}_write{register.width}",
        "at": f"{block.c_name}_{register.name}".upper(),
        "loc": register.loc.at,
        "reads": register.access in ("ro", "rw"),
        "writes": register.access in ("wo", "rw"),
        "when": selector(block, register),
    }


def selector(block: RegisterBlock, register: Register) -> dict[str, object] | None:
    """Return how to make a conditional register show: which field, and its value in place."""
    if register.when is None:
        return None
    name, field, value = register.when
    other = next(r for r in block.registers if r.name == name)
    assert other.layout is not None
    bits = next(f for f in other.layout.fields if f.name == field)
    return {
        "type": f"uint{other.width}_t",
        "in": f"{'port' if other.space == 'port' else 'mmio'}_read{other.width}",
        "out": f"{'port' if other.space == 'port' else 'mmio'}_write{other.width}",
        "at": f"{block.c_name}_{name}".upper(),
        "mask": f"{other.layout.prefix}_{field.upper()}",
        "value": hex(value << bits.low),
    }


def readable(register: Register) -> bool:
    """Say whether a dump may read a register: it can be read, and reading changes nothing."""
    return register.access in ("ro", "rw") and not register.side_effect


def dumped(block: RegisterBlock, register: Register) -> dict[str, object]:
    """Return a register's lines in the dump."""
    fields = register.layout.fields if register.layout else ()
    prefix = register.layout.prefix if register.layout else ""
    shown = [f for f in fields if "mbz" not in f.access]
    return {
        "name": register.name,
        "read": f"{block.c_name}_read_{register.name}",
        "digits": register.width // 4,
        "fields": [
            {"name": f.name, "mask": f"{prefix}_{f.name.upper()}", "shift": f.low} for f in shown
        ],
    }
