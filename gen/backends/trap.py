# SPDX-License-Identifier: BSD-3-Clause
"""include/trap.gen.h: frames as C structures, vectors, and the prototypes of their handlers.

Sample::

    void	trap_on_page_fault(struct trap_frame *);
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Frame, InterruptRow, Kernel, TrapRow


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of frames and vectors."""
    rows: list[TrapRow | InterruptRow] = [*kernel.traps, *kernel.interrupts]
    words = {
        "trap_frame": slots(kernel.arch.trap_frame),
        "switch_frame": slots(kernel.arch.switch_frame),
        "switch_pc": kernel.arch.switch_frame.hardware[0],
        "vectors": [vector(row) for row in rows],
        "handlers": [{"name": row.handler, "at": row.loc.at} for row in rows],
    }
    edit = f"arch/{kernel.arch.name}/facts.py and the declared rows"
    yield Artefact("include/trap.gen.h", "c/trap.h.j2", words, edit)


def slots(frame: Frame) -> list[dict[str, str]]:
    """Return a frame's slots with who puts each there."""
    who = [(frame.saved, "saved"), (frame.pushed, "by the stub"), (frame.hardware, "by the CPU")]
    return [{"name": name, "who": text} for names, text in who for name in names]


def vector(row: TrapRow | InterruptRow) -> dict[str, object]:
    """Return the constant of a row's vector."""
    kind = "TRAP" if isinstance(row, TrapRow) else "INTR"
    name = f"{kind}_{row.name.upper()}"
    title = row.title if isinstance(row, TrapRow) else row.doc
    return {"define": f"#define {name:<23} {row.vector}", "title": title}
