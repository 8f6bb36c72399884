# SPDX-License-Identifier: BSD-3-Clause
"""user/call_name.gen.c: the system calls for people, and the names of errors and signals.

Sample::

    const struct call_name call_name_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.calls import prototype
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the tables of names."""
    calls = [
        {
            "number": c.number,
            "name": c.name,
            "prototype": " ".join(prototype(c).split()),
            "doc": c.summary.replace('"', '\\"'),
            "at": c.loc.at,
        }
        for c in kernel.calls
    ]
    words = {"calls": calls, "count": len(calls)}
    yield Artefact("user/call_name.gen.c", "c/call_name.c.j2", words, "the declared calls")
