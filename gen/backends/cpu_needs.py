# SPDX-License-Identifier: BSD-3-Clause
"""cpu_needs.gen.S: the features that a CPU must have, as boot_check.S asks for them.

Sample::

    boot_needs:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel

#: Bytes of a name, with what fills them up.
NAME = 8


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the list of the target's features."""
    rows = [
        {
            "leaf": f"{need.leaf:#x}",
            "mask": f"{1 << need.bit:#x}",
            "name": need.name + "\\0" * (NAME - 1 - len(need.name)),
            "at": need.loc.at,
        }
        for need in kernel.arch.needs
    ]
    yield Artefact("cpu_needs.gen.S", "asm/cpu_needs.S.j2", {"rows": rows},
                   f"arch/{kernel.arch.name}/facts.py")
