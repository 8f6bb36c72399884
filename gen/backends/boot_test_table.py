# SPDX-License-Identifier: BSD-3-Clause
"""user/boot_test_table.gen.c: the declared boot tests, for the first program.

Sample::

    const struct boot_test boot_test_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.hostile import absent, tried
from gen.fold import listed, quoted
from gen.model.nodes import BootTest, Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of boot tests."""
    hostile = [*tried(kernel), absent(kernel)]
    words = {
        "rows": [row(t) for t in kernel.boot_tests],
        "count": len(kernel.boot_tests),
        "hostile": "".join(one.names for one in hostile),
        "hostile_count": sum(one.tests for one in hostile),
    }
    path = "user/boot_test_table.gen.c"
    yield Artefact(path, "c/boot_test_table.c.j2", words, "the declared boot tests")


def row(test: BootTest) -> dict[str, str]:
    """Return a test's row."""
    kind = f"BOOT_TEST_{test.kind.upper()}"
    fields = [quoted(test.name), quoted(" ".join(test.argv)), kind, str(test.value)]
    return {"text": "\n".join(listed("\t{ ", fields, " },")), "at": test.loc.at}
