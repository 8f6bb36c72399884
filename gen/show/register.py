# SPDX-License-Identifier: BSD-3-Clause
"""A device's registers: the map of a block, and each register as its data sheet prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gen.model.hardware import Register, RegisterBlock
from gen.model.nodes import Kernel
from gen.show import bits
from gen.show.find import Thing
from gen.show.paint import headed, table, told

SPACES = {"port": "I/O ports", "memory": "bytes of memory"}


def drawn(thing: Thing, kernels: Sequence[Kernel]) -> Iterator[str]:
    """Yield a block, or one of its registers."""
    blocks = kernels[0].blocks
    if thing.kind == "device":
        yield from block(thing.node)
        return
    owner = next(b for b in blocks if thing.names[0].startswith(f"{b.c_name}."))
    yield from register(owner, thing.node)


def block(found: RegisterBlock) -> Iterator[str]:
    """Yield a block's map: windows, and what is where in them."""
    yield headed(f"{found.name}: {len(found.registers)} registers", found.loc.at)
    yield from told(found.doc)
    for name, space, size in found.windows:
        yield from ["", f"{name}: {size} {SPACES.get(space, space)}"]
        rows = [["offset", "bits", "register", "access", "only while"]]
        rows += [[f"{r.offset:#x}", str(r.width), r.name, bits.words(access(r)), condition(r)]
                 for r in found.registers if r.window == name]
        yield from table(rows)
    yield ""
    yield f"    ./darner show register {found.c_name}.{found.registers[0].name} draws one of them"


def register(owner: RegisterBlock, found: Register) -> Iterator[str]:
    """Yield one register: where it is, its bits, how C reaches it."""
    yield headed(f"{owner.c_name}.{found.name}: {found.width} bits at {found.offset:#x} "
                 f"of window {found.window}", found.loc.at)
    if found.layout:
        yield from told(found.layout.doc)
    yield ""
    if found.layout:
        yield from bits.drawn(found.layout)
        yield ""
    rows = [["access", bits.words(access(found))]]
    if found.when:
        rows.append(["only while", condition(found)])
    kind = f"uint{found.width}_t"
    here = f"{owner.c_name}_{{}}_{found.name}"
    if found.access in ("ro", "rw"):
        rows.append(["in C", f"{kind} {here.format('read')}(uintptr_t base)"])
    if found.access in ("wo", "rw"):
        rows.append(["in C", f"void {here.format('write')}(uintptr_t base, {kind} value)"])
    yield from table(rows)


def access(found: Register) -> tuple[str, ...]:
    """Return what may be done with a register."""
    return (found.access, "read_clears") if found.side_effect else (found.access,)


def condition(found: Register) -> str:
    """Return when a register is there."""
    return f"{found.when[0]}.{found.when[1]} == {found.when[2]}" if found.when else ""
