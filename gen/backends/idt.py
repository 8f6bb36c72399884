# SPDX-License-Identifier: BSD-3-Clause
"""idt.gen.c: the interrupt descriptor table's rows.

The architecture's code turns them into descriptors at start.

Sample::

    { trap_entry_page_fault, 14, GATE_INTERRUPT, 0, 0 },
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import Arch, InterruptRow, TrapRow
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of gates."""
    arch = kernel.arch
    rows = [trap_gate(row, arch) for row in kernel.traps]
    rows += [interrupt_gate(row) for row in kernel.interrupts]
    if has_gate(arch):
        rows.append(
            {
                "entry": "syscall_gate_entry",
                "rest": f"{kernel.syscall_vector}, GATE_INTERRUPT, 3, 0",
                "at": "the gate of system calls",
            }
        )
    edit = "the declared traps and interrupts"
    yield Artefact("idt.gen.c", "c/idt.c.j2", {"rows": rows}, edit)


def has_gate(arch: Arch) -> bool:
    """Say whether programs enter by a software interrupt too: where the fast gate may lack."""
    return arch.fast == "sysenter"


def interrupt_gate(row: InterruptRow) -> dict[str, object]:
    """Return the gate of an interrupt."""
    rest = f"{row.vector}, GATE_INTERRUPT, 0, 0"
    return {"entry": f"intr_entry_{row.name}", "rest": rest, "at": row.loc.at}


def trap_gate(row: TrapRow, arch: Arch) -> dict[str, object]:
    """Return the gate of an exception: on a stack of its own, the target's way."""
    kind, stack = "GATE_INTERRUPT", "0"
    if row.own_stack and arch.word == 8:
        stack = f"IST_{row.name.upper()}"
    elif row.own_stack:
        kind, stack = "GATE_TASK", f"SEL_{row.name.upper()}_TSS"
    rest = f"{row.vector}, {kind}, {3 if row.user else 0}, {stack}"
    return {"entry": f"trap_entry_{row.name}", "rest": rest, "at": row.loc.at}
