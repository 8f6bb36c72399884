# SPDX-License-Identifier: BSD-3-Clause
"""layout_check.gen.c: every declared layout, proved against the C compiler.

The numbers are the model's own, so that a difference between what we compute and what the
compiler does stops the build at the declaration's line.

Sample::

    _Static_assert(sizeof(struct timespec) ==
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.offsets import of_structure
from gen.model.nodes import Kernel, Structure


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the proofs of all layouts."""
    area = [kernel.area.layout] if kernel.area else []
    structs = sorted([*kernel.structs, *area], key=lambda s: s.c_name)
    headers = {f"{s.subsystem}.gen.h" for s in structs} | ({"percpu.gen.h"} if area else set())
    words = {
        "headers": sorted(headers),
        "proofs": [proof for s in structs for proof in proofs(s)],
    }
    edit = "the declared structures"
    yield Artefact("layout_check.gen.c", "c/layout_check.c.j2", words, edit)


def proofs(structure: Structure) -> Iterator[dict[str, object]]:
    """Yield offset, size and alignment of a structure as assertions."""
    for offset in of_structure(structure):
        yield {
            "proof": offset.proof,
            "value": offset.value,
            "says": f"the model has {offset.proof} = {offset.value}",
            "line": offset.loc.line,
            "file": offset.loc.file,
        }
    proof = f"_Alignof(struct {structure.c_name})"
    yield {
        "proof": proof,
        "value": structure.align,
        "says": f"the model has {proof} = {structure.align}",
        "line": structure.loc.line,
        "file": structure.loc.file,
    }
