# SPDX-License-Identifier: BSD-3-Clause
"""<block>_dump.gen.c: a whole device, printed by the names of its fields.

The dump leaves alone what a read would change.

Sample::

    ns16550_dump(uintptr_t base, void (*print)(const char *, ...))
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import BitRange, Kernel, Register, RegisterBlock


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the dump of every register block."""
    for block in kernel.blocks:
        words = {
            "name": block.c_name,
            "dumped": [dumped(block, r) for r in block.registers if readable(r)],
            "skipped": [r.name for r in block.registers if not readable(r)],
        }
        path = f"{block.c_name}_dump.gen.c"
        yield Artefact(path, "c/register_dump.c.j2", words, block.loc.file)


def readable(register: Register) -> bool:
    """Say whether a dump may read a register: it can be read, and reading changes nothing."""
    return register.access in ("ro", "rw") and not register.side_effect


def dumped(block: RegisterBlock, register: Register) -> dict[str, object]:
    """Return a register's lines in the dump."""
    fields = register.layout.fields if register.layout else ()
    prefix = register.layout.prefix if register.layout else ""
    return {
        "name": register.name,
        "read": f"{block.c_name}_read_{register.name}",
        "digits": register.width // 4,
        "fields": [field(prefix, f) for f in fields if "mbz" not in f.access],
    }


def field(prefix: str, bits: BitRange) -> dict[str, str]:
    """Return a field's name, and its value out of the register's."""
    masked = f"value & {prefix}_{bits.name.upper()}"
    return {"name": bits.name, "value": f"({masked}) >> {bits.low}" if bits.low else masked}
