# SPDX-License-Identifier: BSD-3-Clause
"""switch.gen.S: the switch of threads, from the declared list of registers.

Sample::

    cpu_switch:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the switch of the target."""
    frame = kernel.arch.switch_frame
    words = {
        "restores": frame.saved,
        "saves": tuple(reversed(frame.saved)),
        "frame_at": frame.loc.at,
    }
    template = f"asm/switch_{kernel.arch.name}.S.j2"
    yield Artefact("switch.gen.S", template, words, f"arch/{kernel.arch.name}/facts.py")
