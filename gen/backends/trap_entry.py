# SPDX-License-Identifier: BSD-3-Clause
"""trap_entry.gen.S: where exceptions and interrupts arrive, and how they leave.

A stub pushes what the CPU did not, saves the declared frame, and calls its own handler
directly.

Sample::

    trap_entry_page_fault:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel, TrapRow

SEGMENTS = ("ds", "es", "fs", "gs")

#: The vector of #GP: what iret and loads of segments raise (SDM 3A 6.15).
PROTECTION = 13


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the entry stubs of the target."""
    arch = kernel.arch
    saved = arch.trap_frame.saved
    stubs = [
        {
            "name": f"trap_entry_{r.name}",
            "vector": r.vector,
            "handler": r.handler,
            "error_code": r.error_code,
            "at": r.loc.at,
        }
        for r in kernel.traps
        if not r.own_stack
    ]
    stubs += [
        {
            "name": f"intr_entry_{r.name}",
            "vector": r.vector,
            "handler": r.handler,
            "error_code": False,
            "at": r.loc.at,
        }
        for r in kernel.interrupts
    ]
    own = [
        {"name": r.name, "vector": r.vector, "handler": r.handler, "error_code": r.error_code}
        for r in kernel.traps
        if r.own_stack
    ]
    words = {
        "stubs": stubs,
        "own": own,
        "first": saved[-1],
        "saves": tuple(reversed(saved[:-1])),
        "segments": tuple(r for r in saved if r in SEGMENTS),
        "restores": tuple(r for r in saved if arch.word == 8 or r not in SEGMENTS),
        "fixup": next((f"trap_entry_{r.name}" for r in kernel.traps if protects(r)), ""),
    }
    template = f"asm/trap_entry_{arch.name}.S.j2"
    edit = f"arch/{arch.name}/facts.py and the declared traps"
    yield Artefact("trap_entry.gen.S", template, words, edit)


def protects(row: TrapRow) -> bool:
    """Say whether a row is #GP's; what iret refuses goes on there."""
    return row.vector == PROTECTION and row.error_code
