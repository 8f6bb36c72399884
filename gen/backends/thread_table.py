# SPDX-License-Identifier: BSD-3-Clause
"""thread_table.gen.c: the kernel threads that are always there.

Sample::

    const struct thread_row thread_row_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.init import EDIT
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of the declared threads."""
    rows = [
        {
            "name": t.name,
            "entry": t.entry,
            "priority": t.priority,
            "preempts": int(t.preempts),
            "every_cpu": int(t.every_cpu),
            "stack": t.stack,
            "at": t.loc.at,
        }
        for t in kernel.threads
    ]
    words = {"rows": rows, "count": len(rows)}
    yield Artefact("thread_table.gen.c", "c/thread_table.c.j2", words, EDIT)
