# SPDX-License-Identifier: BSD-3-Clause
"""user/boot_test_table.gen.c: the declared boot tests, for the first program.

Sample::

    const struct boot_test boot_test_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.hostile import cases
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of boot tests."""
    rows = [
        {
            "name": t.name,
            "command": " ".join(t.argv),
            "kind": f"BOOT_TEST_{t.kind.upper()}",
            "value": t.value,
            "at": t.loc.at,
        }
        for t in kernel.boot_tests
    ]
    words = {"rows": rows, "count": len(rows), "hostile": len(list(cases(kernel)))}
    path = "user/boot_test_table.gen.c"
    yield Artefact(path, "c/boot_test_table.c.j2", words, "the declared boot tests")
