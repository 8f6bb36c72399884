# SPDX-License-Identifier: BSD-3-Clause
"""ktest_table.gen.c: the in-kernel tests, by name.

Sample::

    const struct ktest_row ktest_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of the in-kernel tests, empty where the config has none."""
    rows = [
        {"name": t.name, "function": t.function, "at": t.loc.at} for t in kernel.kernel_tests
    ]
    words = {"rows": rows, "count": len(rows)}
    edit = "the functions ktest_* in the tests folders"
    yield Artefact("ktest_table.gen.c", "c/ktest_table.c.j2", words, edit)
    yield Artefact("include/ktest.gen.h", "c/ktest.h.j2", words, edit)
