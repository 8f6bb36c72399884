# SPDX-License-Identifier: BSD-3-Clause
"""kernel.gen.ld and user.gen.ld: where everything lies.

Sections of different permissions never share a page.

Sample::

    ENTRY(boot_entry)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the linker scripts of the kernel and of its programs."""
    arch = kernel.arch
    space = dict(arch.space)
    words = {
        "format": "elf64-x86-64" if arch.word == 8 else "elf32-i386",
        "machine": "i386:x86-64" if arch.word == 8 else "i386",
        "base": hex(space["KERNEL_BASE"]),
        "load": hex(space["KERNEL_LOAD"]),
        "user_text": hex(space["USER_TEXT"]),
        "page": hex(arch.page_size),
    }
    edit = f"arch/{arch.name}/facts.py"
    yield Artefact("kernel.gen.ld", "ld/kernel.ld.j2", words, edit)
    yield Artefact("user.gen.ld", "ld/user.ld.j2", words, edit)
