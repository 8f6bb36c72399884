# SPDX-License-Identifier: BSD-3-Clause
"""<block>_dump.gen.c: a whole device, printed by the names of its fields.

The dump leaves alone what a read would change.

Sample::

    ns16550_dump(uintptr_t base, void (*print)(const char *, ...))
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from gen.artefact import Artefact
from gen.model.hardware import BitRange, Register, RegisterBlock
from gen.model.nodes import Kernel

#: The widest register that a word of both architectures holds.
WORD = 32


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the dump of every register block."""
    for block in kernel.blocks:
        path, key = f"{block.c_name}_dump.gen.c", kernel.pieces.key([block])
        yield Artefact(path, "c/register_dump.c.j2", partial(dump, block), block.loc.file, key)


def dump(block: RegisterBlock) -> dict[str, object]:
    """Return the words of a block's dump."""
    return {
        "name": block.c_name,
        "dumped": [dumped(block, r) for r in block.registers if readable(r)],
        "variables": sorted({variable(r) for r in block.registers if readable(r)}),
        "skipped": [r.name for r in block.registers if not readable(r)],
    }


def readable(register: Register) -> bool:
    """Say whether a dump may read a register: it can be read, and reading changes nothing."""
    return register.access in ("ro", "rw") and not register.side_effect


def dumped(block: RegisterBlock, register: Register) -> dict[str, object]:
    """Return a register's lines in the dump."""
    name, digits = f"{block.c_name}.{register.name}", register.width // 4
    long = "ll" if register.width > WORD else ""
    whole = "wide" if long else "value"
    prints = [{"format": f"{name} = 0x%0{digits}{long}x", "value": whole}]
    if register.layout:
        shown = [f for f in register.layout.fields if "mbz" not in f.access]
        prints += [field(register.layout.prefix, f, whole, long) for f in shown]
    prints[-1]["format"] += "\\n"
    read = f"{variable(register).split()[-1]} = {block.c_name}_read_{register.name}"
    return {"read": read, "prints": prints}


def variable(register: Register) -> str:
    """Return the variable that takes what is read, of a type that printf() knows."""
    return "unsigned long long wide" if register.width > WORD else "uint32_t value"


def field(prefix: str, bits: BitRange, whole: str, long: str) -> dict[str, str]:
    """Return how a field is printed: its name, and its value out of the whole register's."""
    masked = f"{whole} & {prefix}_{bits.name.upper()}"
    value = f"({masked}) >> {bits.low}" if bits.low else masked
    return {"format": f" {bits.name}=%{long}x", "value": value}
