# SPDX-License-Identifier: BSD-3-Clause
"""bench_table.gen.c: who measures the kernel's budgets; none where the config does not measure.

Sample::

    const struct bench_row bench_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.bench import EDIT, measured
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of what is measured."""
    rows = [{"name": b.name, "function": b.function, "cpus": b.cpus, "at": b.loc.at}
            for b in measured(kernel)]
    words = {"rows": rows, "count": len(rows)}
    yield Artefact("bench_table.gen.c", "c/bench_table.c.j2", words, EDIT)
