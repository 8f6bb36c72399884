# SPDX-License-Identifier: BSD-3-Clause
"""ktest_table.gen.c: the in-kernel tests, by name; none where the config has none.

Sample::

    const struct ktest_row ktest_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.ktest import EDIT
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of the in-kernel tests."""
    rows = [{"name": t.name, "function": t.function, "at": t.loc.at} for t in kernel.kernel_tests]
    words = {"rows": rows, "count": len(rows)}
    yield Artefact("ktest_table.gen.c", "c/ktest_table.c.j2", words, EDIT)
