# SPDX-License-Identifier: BSD-3-Clause
"""kernel.gen.ld: where everything of the kernel lies.

Sections of different permissions never share a page.

Sample::

    ENTRY(boot_entry)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import Arch
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the kernel's linker script."""
    arch = kernel.arch
    words = {**target(arch), "base": hex(space(arch, "KERNEL_BASE"))}
    words["load"] = hex(space(arch, "KERNEL_LOAD"))
    edit = f"arch/{arch.name}/facts.py"
    yield Artefact("kernel.gen.ld", "ld/kernel.ld.j2", words, edit)


def target(arch: Arch) -> dict[str, str]:
    """Return what the linker calls the target, and its page size."""
    wide = arch.word == 8
    return {
        "format": "elf64-x86-64" if wide else "elf32-i386",
        "machine": "i386:x86-64" if wide else "i386",
        "page": hex(arch.page_size),
    }


def space(arch: Arch, name: str) -> int:
    """Return a border of the address space."""
    return dict(arch.space)[name]
