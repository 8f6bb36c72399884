# SPDX-License-Identifier: BSD-3-Clause
"""budget.gen.json: what operations may cost on this kernel.

Sample::

    "name": "thread_switch",
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.bench import EDIT
from gen.fold import indented
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the budgets of the target."""
    rows = [
        {
            "name": b.name,
            "cpus": b.cpus,
            "run": b.run,
            "instructions": b.instructions,
            "bar": b.bar,
            "locked": b.locked,
            "why": b.why,
            "at": b.loc.at,
        }
        for b in kernel.budgets
    ]
    text = indented(rows)
    yield Artefact("budget.gen.json", "text/budget.json.j2", {"text": text}, EDIT)
