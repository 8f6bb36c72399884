# SPDX-License-Identifier: BSD-3-Clause
"""expect.gen.json: the tests that a boot must report, by name; and their number, for the kernel.

Sample::

    "kernel": [
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from gen.artefact import Artefact
from gen.hostile import names
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the expected tests for the host, and their number for the kernel."""
    expected = {
        "kernel": [{"name": t.name, "at": t.loc.at} for t in kernel.kernel_tests],
        "boot": [{"name": t.name, "at": t.loc.at} for t in kernel.boot_tests],
        "hostile": [{"name": name, "at": loc.at} for name, loc in names(kernel)],
    }
    edit = "the declared tests and calls"
    suites = [f' "{name}": {rows(tests)}' for name, tests in expected.items()]
    text = "{\n" + ",\n".join(suites) + "\n}"
    yield Artefact("expect.gen.json", "text/expect.json.j2", {"text": text}, edit)
    count = sum(len(tests) for tests in expected.values())
    yield Artefact("include/expect.gen.h", "c/expect.h.j2", {"count": count}, edit)


def rows(tests: list[dict[str, str]]) -> str:
    """Return tests as JSON, one a line."""
    return "[\n  " + json.dumps(tests)[1:-1].replace('"}, {"', '"},\n  {"') + "\n ]"
