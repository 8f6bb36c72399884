# SPDX-License-Identifier: BSD-3-Clause
"""user.gen.ld: where everything of a program lies.

Sample::

    ENTRY(_start)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.kernel_ld import space, target
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the linker script of the programs."""
    arch = kernel.arch
    words = {**target(arch), "text": hex(space(arch, "USER_TEXT"))}
    yield Artefact("user.gen.ld", "ld/user.ld.j2", words, f"arch/{arch.name}/facts.py")
