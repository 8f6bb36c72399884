# SPDX-License-Identifier: BSD-3-Clause
"""trap_return.gen.S: how exceptions, interrupts and slow system calls go back.

Sample::

    trap_return:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import TrapRow
from gen.model.nodes import Kernel

#: Registers whose load from a frame may fault.
SEGMENTS = ("ds", "es", "fs", "gs")

#: The vector of #GP: what iret and loads of segments raise (SDM 3A 6.15).
PROTECTION = 13


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the way back of the target."""
    arch = kernel.arch
    saved = arch.trap_frame.saved
    words = {
        "segments": tuple(r for r in saved if r in SEGMENTS),
        "restores": tuple(r for r in saved if r not in SEGMENTS),
        "fixup": next((f"trap_entry_{r.name}" for r in kernel.traps if protects(r)), ""),
    }
    template = f"asm/trap_return_{arch.name}.S.j2"
    yield Artefact("trap_return.gen.S", template, words, f"arch/{arch.name}/facts.py")


def protects(row: TrapRow) -> bool:
    """Say whether a row is #GP's; what iret refuses goes on there."""
    return row.vector == PROTECTION and row.error_code
