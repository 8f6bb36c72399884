# SPDX-License-Identifier: BSD-3-Clause
"""trap_entry.gen.S: where exceptions and interrupts arrive.

A stub pushes what the CPU did not, saves the declared frame, calls its own handler directly,
and leaves by trap_return.

Sample::

    trap_entry_page_fault:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import InterruptRow, TrapRow
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the entry stubs of the target."""
    arch = kernel.arch
    saved = arch.trap_frame.saved
    words = {
        "stubs": [
            *(trap_stub(r) for r in kernel.traps if not r.own_stack),
            *(interrupt_stub(r) for r in kernel.interrupts),
        ],
        "own": [trap_stub(r) for r in kernel.traps if r.own_stack],
        "first": saved[-1],
        "saves": tuple(reversed(saved[:-1])),
        "restores": saved,
    }
    template = f"asm/trap_entry_{arch.name}.S.j2"
    edit = f"arch/{arch.name}/facts.py and the declared traps"
    yield Artefact("trap_entry.gen.S", template, words, edit)


def trap_stub(row: TrapRow) -> dict[str, object]:
    """Return what the stub of an exception is made of."""
    return {
        "name": f"trap_entry_{row.name}",
        "vector": row.vector,
        "handler": row.handler,
        "error_code": row.error_code,
        "at": row.loc.at,
    }


def interrupt_stub(row: InterruptRow) -> dict[str, object]:
    """Return what the stub of an interrupt is made of."""
    return {
        "name": f"intr_entry_{row.name}",
        "vector": row.vector,
        "handler": row.handler,
        "error_code": False,
        "at": row.loc.at,
    }
