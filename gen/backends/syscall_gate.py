# SPDX-License-Identifier: BSD-3-Clause
"""syscall_gate.gen.S: the gate of system calls that every CPU has, where the fast one is not all.

It takes calls of more words than the fast one, and builds a trap frame at once.

Sample::

    syscall_gate_entry:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.syscall_entry import MAX_ERRNO, REGPARM, moves, refused, traced_kind
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the gate of a target whose fast one carries fewer words."""
    arch = kernel.arch
    if arch.fast_args >= len(arch.call_args):
        return
    stack = arch.call_args[len(REGPARM) :]
    words = {
        **refused(kernel),
        "max_errno": MAX_ERRNO,
        "vector": kernel.syscall_vector,
        "moves": moves(kernel),
        "gate_pushes": tuple(r.upper() for r in reversed(stack)),
        "gate_bytes": len(stack) * arch.word,
        "traced": traced_kind(kernel),
        "frame_words": tuple(r.upper() for r in reversed(arch.call_args)),
        "word_bytes": len(arch.call_args) * arch.word,
    }
    edit = f"arch/{arch.name}/facts.py and the declared calls"
    yield Artefact("syscall_gate.gen.S", f"asm/syscall_gate_{arch.name}.S.j2", words, edit)
