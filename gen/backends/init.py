# SPDX-License-Identifier: BSD-3-Clause
"""include/init.gen.h: the start steps and the threads that are always there, as C sees them.

Sample::

    extern const struct init_step init_step_table[];
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import InitStep, Kernel, KernelThread

EDIT = "the declared init steps and threads"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the start order."""
    rows: list[InitStep | KernelThread] = [*kernel.init_steps, *kernel.threads]
    words = {
        "functions": [
            {"name": function(row), "line": row.loc.line, "file": row.loc.file} for row in rows
        ]
    }
    yield Artefact("include/init.gen.h", "c/init.h.j2", words, EDIT)


def function(row: InitStep | KernelThread) -> str:
    """Return the C function that a row calls."""
    return row.calls if isinstance(row, InitStep) else row.entry
