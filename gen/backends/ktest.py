# SPDX-License-Identifier: BSD-3-Clause
"""include/ktest.gen.h: the table of the in-kernel tests, as C sees it.

Sample::

    extern const struct ktest_row ktest_table[];
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel

EDIT = "the functions ktest_* in the tests folders"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the in-kernel tests."""
    functions = [
        {"name": t.function, "line": t.loc.line, "file": t.loc.file} for t in kernel.kernel_tests
    ]
    yield Artefact("include/ktest.gen.h", "c/ktest.h.j2", {"functions": functions}, EDIT)
