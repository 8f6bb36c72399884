# SPDX-License-Identifier: BSD-3-Clause
"""machine.gen.json: the machines that boot this kernel.

Sample::

    "name": "q35",
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import indented
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the machines of the target."""
    rows = [
        {
            "name": m.name,
            "arch": list(m.arches),
            "type": m.board,
            "cpu": m.cpu,
            "memory": m.memory,
            "cpus": m.cpus,
            "args": list(m.args),
            "medium": m.medium,
            "every": m.every,
            "doc": m.doc,
        }
        for m in kernel.machines
        if kernel.arch.name in m.arches
    ]
    text = indented(rows)
    yield Artefact(
        "machine.gen.json", "text/machine.json.j2", {"text": text}, "the declared machines"
    )
