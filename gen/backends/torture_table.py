# SPDX-License-Identifier: BSD-3-Clause
"""include/torture.gen.h and torture_table.gen.c: the steps of the torture, by name.

Sample::

    const struct torture_row torture_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel

EDIT = "the functions torture_* in the tests folders"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table and its header; there are no steps where the config has no tests."""
    rows = [{"name": t.name, "function": t.function, "at": t.loc.at, "line": t.loc.line,
             "file": t.loc.file} for t in kernel.torture]
    words = {"rows": rows, "count": len(rows), "room": max(1, len(rows))}
    yield Artefact("include/torture.gen.h", "c/torture_table.h.j2", words, EDIT)
    yield Artefact("torture_table.gen.c", "c/torture_table.c.j2", words, EDIT)
