# SPDX-License-Identifier: BSD-3-Clause
"""include/<block>.gen.h: a device's registers as functions.

A register that shows only while another's field holds a value sets and restores that field
around the access.  One that is a model-specific register, too, is that where the base is 0.

Sample::

    ns16550_read_lsr(uintptr_t base)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from gen.artefact import Artefact
from gen.backends.arch import constants
from gen.fold import comment, noted, paragraph
from gen.model.hardware import Register, RegisterBlock
from gen.model.nodes import Kernel

#: How the accessors of a window's space begin.
SPACES = {"port": "port", "memory": "mmio"}


#: The column of the comment behind a function's type.
COMMENT = 40


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the accessors of every register block."""
    for block in kernel.blocks:
        path, key = f"include/{block.c_name}.gen.h", kernel.pieces.key([block])
        yield Artefact(path, "c/register.h.j2", partial(header, block), block.loc.file, key)


def header(block: RegisterBlock) -> dict[str, object]:
    """Return the words of a block's header."""
    return {
        "name": block.c_name,
        "guard": f"{block.c_name.upper()}_GEN_H",
        "title": comment(paragraph(block.doc.split("\n\n")[0])),
        "offsets": [offset(block, r) for r in block.registers],
        "fields": list(field_groups(block)),
        "functions": list(accessors(block)),
    }


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
        title = "\n".join(comment(paragraph(layout.doc.split("\n")[0])))
        yield {"title": title, "lines": list(constants(layout))}


def accessors(block: RegisterBlock) -> Iterator[dict[str, object]]:
    """Yield the functions of a block's registers."""
    for register in block.registers:
        kind = f"uint{register.width}_t"
        name, at = register.name, register.loc.at
        if register.access in ("ro", "rw"):
            yield {"head": noted(f"static inline {kind}", at, COMMENT), "name": name,
                   "verb": "read", "value": "", "lines": indented(reading(block, register, kind))}
        if register.access in ("wo", "rw"):
            yield {"head": noted("static inline void", at, COMMENT), "name": name,
                   "verb": "write", "value": f", {kind} value",
                   "lines": indented(writing(block, register))}


def indented(lines: Iterable[str]) -> list[str]:
    """Return a function's lines where they stand; an empty line stays empty."""
    return [f"\t{line}" if line else "" for line in lines]


def reading(block: RegisterBlock, register: Register, kind: str) -> Iterator[str]:
    """Yield the body of a register's read."""
    load = f"{reach(register, 'read')}(base + {place(block, register.name)})"
    if register.msr is not None:
        cast = f"({kind})" if kind != "uint64_t" else ""
        yield from ("if (base == 0)", f"\treturn ({cast}rdmsr({register.msr:#x}));")
    if register.high is not None:
        yield f"return (mmio_read32(base + {place(block, register.name)}) |"
        yield f"    (uint64_t)mmio_read32(base + {register.high:#x}) << 32);"
        return
    if register.when is None:
        yield f"return ({load});"
        return
    switch = Switch(block, register)
    yield from (switch.keep, f"{kind} value;", "", *switch.show, f"value = {load};")
    yield from (switch.restore, "return (value);")


def writing(block: RegisterBlock, register: Register) -> Iterator[str]:
    """Yield the body of a register's write."""
    store = f"{reach(register, 'write')}(base + {place(block, register.name)}, value);"
    if register.msr is not None:
        yield from ("if (base == 0) {", f"\twrmsr({register.msr:#x}, value);", "\treturn;", "}")
    if register.high is not None:
        yield f"mmio_write32(base + {register.high:#x}, (uint32_t)(value >> 32));"
        yield f"mmio_write32(base + {place(block, register.name)}, (uint32_t)value);"
        return
    if register.when is None:
        yield store
        return
    switch = Switch(block, register)
    yield from (switch.keep, "", *switch.show, store, switch.restore)


def reach(register: Register, verb: str) -> str:
    """Return the function that reads or writes in a register's space."""
    return f"{SPACES[register.space]}_{verb}{register.width}"


class Switch:
    """The statements that make a conditional register show, and bring back what was."""

    def __init__(self, block: RegisterBlock, register: Register) -> None:
        """Find the other register, and the value that its field must hold."""
        assert register.when is not None
        name, field, value = register.when
        other = next(r for r in block.registers if r.name == name)
        assert other.layout is not None
        low = next(f.low for f in other.layout.fields if f.name == field)
        kind, at = f"uint{other.width}_t", f"base + {place(block, name)}"
        cleared = f"kept & ~{other.layout.prefix}_{field.upper()}"
        shown = f"({cleared}) | {value << low:#x}" if value else cleared
        self.keep = f"{kind} kept = {reach(other, 'read')}({at});"
        self.show = (f"{reach(other, 'write')}({at},", f"    ({kind})({shown}));")
        self.restore = f"{reach(other, 'write')}({at}, kept);"
