# SPDX-License-Identifier: BSD-3-Clause
"""include/bench.gen.h: the table of what is measured, as C sees it.

Sample::

    extern const struct bench_row bench_table[];
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Budget, Kernel

EDIT = "the declared budgets"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the budgets."""
    functions = [{"name": b.function, "at": b.loc.at} for b in measured(kernel)]
    yield Artefact("include/bench.gen.h", "c/bench.h.j2", {"functions": functions}, EDIT)


def measured(kernel: Kernel) -> Iterator[Budget]:
    """Yield the budgets that the kernel measures itself."""
    if kernel.config.measures:
        yield from (b for b in kernel.budgets if b.function)
