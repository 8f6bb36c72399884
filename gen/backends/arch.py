# SPDX-License-Identifier: BSD-3-Clause
"""include/arch.gen.h: the target's facts as constants, for C and for assembly.

Programs get the same file: their tests aim at the kernel's addresses.

Masks stand in place; a field of several bits has its shift as well.

Sample::

    #define PTE_PRESENT                     0x1
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.hardware import BitLayout
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the target's facts, for the kernel and for programs."""
    arch = kernel.arch
    geometry = [
        ("PAGE_SIZE", arch.page_size),
        ("PAGE_SHIFT", arch.page_size.bit_length() - 1),
        ("PAGE_MASK", arch.page_size - 1),
        ("PAGE_ENTRY_SIZE", arch.page_entry_size),
        ("PHYSICAL_BITS", arch.physical_bits),
        ("WORD_SIZE", arch.word),
        ("STACK_ALIGN", arch.stack_align),
    ]
    groups = [
        {"title": "Page geometry", "lines": [define(n, str(v)) for n, v in geometry]},
        {"title": "The address space", "lines": [define(n, hex(v)) for n, v in arch.space]},
        {"title": "Numbers", "lines": [define(n, hex(v)) for n, v in arch.numbers]},
        *(group(layout) for layout in arch.layouts),
    ]
    shared = {layout.loc.file for layout in arch.layouts}
    edit = " and ".join(sorted({f"arch/{arch.name}/facts.py", *shared}))
    words = {"groups": groups}
    for folder in ("include", "user/include"):
        yield Artefact(f"{folder}/arch.gen.h", "c/arch.h.j2", words, edit)


def define(name: str, value: str) -> str:
    """Return an aligned #define."""
    return f"#define {name:<31} {value}"


def group(layout: BitLayout) -> dict[str, object]:
    """Return the constants of a bit layout."""
    return {"title": layout.doc.split("\n")[0].rstrip("."), "lines": list(constants(layout))}


def constants(layout: BitLayout) -> Iterator[str]:
    """Yield the mask of every field, and the shift of those of several bits."""
    for field in layout.fields:
        name = f"{layout.prefix}_{field.name.upper()}"
        yield define(name, hex(field.mask))
        if field.high > field.low:
            yield define(f"{name}_SHIFT", str(field.low))
