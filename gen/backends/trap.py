# SPDX-License-Identifier: BSD-3-Clause
"""include/trap.gen.h: frames as C structures, vectors, and the prototypes of their handlers.

Sample::

    void	trap_on_page_fault(struct trap_frame *);
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted, tabbed
from gen.model.hardware import Frame, InterruptRow, TrapRow
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of frames and vectors."""
    arch = kernel.arch
    rows: list[TrapRow | InterruptRow] = [*kernel.traps, *kernel.interrupts]
    words = {
        "trap_frame": list(slots(arch.trap_frame)),
        "trap_at": arch.trap_frame.loc.at,
        "switch_frame": list(slots(arch.switch_frame)),
        "switch_at": arch.switch_frame.loc.at,
        "switch_pc": arch.switch_frame.hardware[0],
        "vectors": [vector(row) for row in rows],
        "handlers": [
            {"name": row.handler, "line": row.loc.line, "file": row.loc.file} for row in rows
        ],
    }
    edit = f"arch/{arch.name}/facts.py and the declared rows"
    yield Artefact("include/trap.gen.h", "c/trap.h.j2", words, edit)


def slots(frame: Frame) -> Iterator[str]:
    """Yield a frame's members, each with who puts it there."""
    who = [(frame.saved, "saved"), (frame.pushed, "by the stub"), (frame.hardware, "by the CPU")]
    for names, text in who:
        yield from (tabbed(f"\tuintptr_t\t{name};", 40) + f"/* {text} */" for name in names)


def vector(row: TrapRow | InterruptRow) -> str:
    """Return the constant of a row's vector."""
    kind = "TRAP" if isinstance(row, TrapRow) else "INTR"
    title = row.title if isinstance(row, TrapRow) else row.doc.rstrip(".")
    name = f"{kind}_{row.name.upper()}"
    return noted(f"#define {name:<23} {row.vector}", title, 40)
