# SPDX-License-Identifier: BSD-3-Clause
"""What a pair's model keeps beside the message: the ports, what guards them, who sleeps.

Sample::

    inline enter(p, c)
"""

from __future__ import annotations

from gen.artefact import Artefact


def artefact(edit: str) -> Artefact:
    """Return the part of a model that has the guards of ports."""
    return Artefact("guard.pml", "promela/guard.pml.j2", {}, edit)
