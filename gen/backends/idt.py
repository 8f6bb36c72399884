# SPDX-License-Identifier: BSD-3-Clause
"""idt.gen.c: the interrupt descriptor table's rows.

The architecture's code turns them into descriptors at start.

Sample::

    { trap_entry_page_fault, 14, GATE_INTERRUPT, 0, 0 },
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Arch, Kernel, TrapRow


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of gates."""
    arch = kernel.arch
    rows = [trap_row(row, arch) for row in kernel.traps]
    rows += [
        {"entry": f"intr_entry_{r.name}", "vector": r.vector, "rest": interrupt(), "at": r.loc.at}
        for r in kernel.interrupts
    ]
    if has_gate(arch):
        gate = "GATE_INTERRUPT, 3, 0"
        at = "the gate of system calls"
        vector = kernel.syscall_vector
        rows.append({"entry": "syscall_gate_entry", "vector": vector, "rest": gate, "at": at})
    words = {"rows": rows}
    yield Artefact("idt.gen.c", "c/idt.c.j2", words, "the declared traps and interrupts")


def has_gate(arch: Arch) -> bool:
    """Say whether programs enter by a software interrupt too: where the fast gate may lack."""
    return arch.fast == "sysenter"


def interrupt() -> str:
    """Return the type, privilege and stack of an ordinary gate."""
    return "GATE_INTERRUPT, 0, 0"


def trap_row(row: TrapRow, arch: Arch) -> dict[str, object]:
    """Return the gate of an exception: on a stack of its own, the target's way."""
    kind, stack = "GATE_INTERRUPT", "0"
    if row.own_stack and arch.word == 8:
        stack = f"IST_{row.name.upper()}"
    elif row.own_stack:
        kind, stack = "GATE_TASK", f"SEL_{row.name.upper()}_TSS"
    rest = f"{kind}, {3 if row.user else 0}, {stack}"
    entry = f"trap_entry_{row.name}"
    return {"entry": entry, "vector": row.vector, "rest": rest, "at": row.loc.at}
