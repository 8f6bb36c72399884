# SPDX-License-Identifier: BSD-3-Clause
"""init_table.gen.c: what the kernel does at start, in order.

The order is the declarations': a step runs after all that it names.

Sample::

    const struct init_step init_step_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the start order and the threads that are always there."""
    steps = [
        {"name": f"{s.subsystem}.{s.name}", "calls": s.calls, "at": s.loc.at, "doc": s.doc}
        for s in kernel.init_steps
    ]
    threads = [
        {
            "name": t.name,
            "entry": t.entry,
            "priority": t.priority,
            "preempts": int(t.preempts),
            "stack": t.stack,
            "at": t.loc.at,
        }
        for t in kernel.threads
    ]
    words = {"steps": steps, "threads": threads}
    edit = "the declared init steps and threads"
    yield Artefact("init_table.gen.c", "c/init_table.c.j2", words, edit)
    yield Artefact("include/init.gen.h", "c/init.h.j2", words, edit)
