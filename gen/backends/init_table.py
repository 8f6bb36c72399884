# SPDX-License-Identifier: BSD-3-Clause
"""init_table.gen.c: what the kernel does at start, in order.

The order is the declarations': a step runs after all that it names.

Sample::

    const struct init_step init_step_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.init import EDIT
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of the start steps."""
    rows = [
        {"name": f"{s.subsystem}.{s.name}", "calls": s.calls, "at": s.loc.at}
        for s in kernel.init_steps
    ]
    words = {"rows": rows, "count": len(rows)}
    yield Artefact("init_table.gen.c", "c/init_table.c.j2", words, EDIT)
