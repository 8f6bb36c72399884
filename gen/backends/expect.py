# SPDX-License-Identifier: BSD-3-Clause
"""expect.gen.json: the tests that a boot must report, by name; and their number, for the kernel.

Sample::

    "kernel": [
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.hostile import absent, expected, tried
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the expected tests for the host, and their number for the kernel."""
    hostile = [*tried(kernel), absent(kernel)]
    suites = {
        "kernel": [expected((t.name, t.loc) for t in kernel.kernel_tests)],
        "boot": [expected((t.name, t.loc) for t in kernel.boot_tests)],
        "hostile": [one.expected for one in hostile],
    }
    edit = "the declared tests and calls"
    lists = [f' "{name}": {rows(tests)}' for name, tests in suites.items()]
    text = "{\n" + ",\n".join(lists) + "\n}"
    yield Artefact("expect.gen.json", "text/expect.json.j2", {"text": text}, edit)
    count = len(kernel.kernel_tests) + len(kernel.boot_tests)
    count += sum(one.tests for one in hostile)
    yield Artefact("include/expect.gen.h", "c/expect.h.j2", {"count": count}, edit)


def rows(tests: list[str]) -> str:
    """Return tests as a list of JSON."""
    return "[\n  " + ",\n  ".join(filter(None, tests)) + "\n ]"
