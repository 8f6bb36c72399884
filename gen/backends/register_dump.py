# SPDX-License-Identifier: BSD-3-Clause
"""<block>_dump.gen.c: a whole device, printed by the names of its fields.

The dump leaves alone what a read would change.

Sample::

    ns16550_dump(uintptr_t base, void (*print)(const char *, ...))
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import BitRange, Register, RegisterBlock
from gen.model.nodes import Kernel


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
    name, digits = f"{block.c_name}.{register.name}", register.width // 4
    prints = [{"format": f"{name} = 0x%0{digits}x", "value": "value"}]
    if register.layout:
        shown = [f for f in register.layout.fields if "mbz" not in f.access]
        prints += [field(register.layout.prefix, f) for f in shown]
    prints[-1]["format"] += "\\n"
    return {"read": f"{block.c_name}_read_{register.name}", "prints": prints}


def field(prefix: str, bits: BitRange) -> dict[str, str]:
    """Return how a field is printed: its name, and its value out of the register's."""
    masked = f"value & {prefix}_{bits.name.upper()}"
    value = f"({masked}) >> {bits.low}" if bits.low else masked
    return {"format": f" {bits.name}=%x", "value": value}
