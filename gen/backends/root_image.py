# SPDX-License-Identifier: BSD-3-Clause
"""root_image.gen.S: the user programs, inside the kernel's file.

Sample::

    root_image_table:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the root image; the assembler finds user/<program>.elf on its include path."""
    words = {
        "programs": [program.name for program in kernel.programs],
        "count": len(kernel.programs),
        "word": ".quad" if kernel.arch.word == 8 else ".long",
        "align": kernel.arch.word,
    }
    yield Artefact("root_image.gen.S", "asm/root_image.S.j2", words, "the folders of user/")
