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
from gen.backends.idt import has_gate
from gen.model.nodes import Kernel

SEGMENTS = ("ds", "es", "fs", "gs")


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
        "restores": saved,
        "gate": has_gate(arch),
        "vector": kernel.syscall_vector,
    }
    template = f"asm/trap_entry_{arch.name}.S.j2"
    edit = f"arch/{arch.name}/facts.py and the declared traps"
    yield Artefact("trap_entry.gen.S", template, words, edit)
