# SPDX-License-Identifier: BSD-3-Clause
"""layout_check.gen.c: every declared layout, proved against the C compiler.

The numbers are the model's own, so that a difference between what we compute and what the
compiler does stops the build at the declaration's line.

What never leaves the kernel has its offsets proved by offsets_check.gen.c already.

Sample::

    _Static_assert(offsetof(struct timespec, tv_sec) == 0, "timespec.tv_sec at 0");
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import WIDTH, listed, located, width
from gen.model.nodes import Kernel, Structure
from gen.place import Loc


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the proofs of all layouts."""
    area = [kernel.area.layout] if kernel.area else []
    structs = sorted([*kernel.structs, *area], key=lambda s: s.c_name)
    headers = {f"{s.subsystem}.gen.h" for s in structs} | ({"percpu.gen.h"} if area else set())
    words = {
        "headers": sorted(headers),
        "proofs": list(located(proof for s in structs for proof in proofs(s))),
    }
    edit = "the declared structures"
    yield Artefact("layout_check.gen.c", "c/layout_check.c.j2", words, edit)


def proofs(structure: Structure) -> Iterator[tuple[Loc, list[str]]]:
    """Yield size, alignment and offsets of a structure as assertions."""
    tag, name = f"struct {structure.c_name}", structure.c_name
    size = f"sizeof({tag}) == {structure.size} && _Alignof({tag}) == {structure.align}"
    yield structure.loc, static_assert(
        size, f"{name} with {structure.size} bytes, aligned to {structure.align}")
    for field in structure.fields if structure.shared else ():
        offset = f"offsetof({tag}, {field.name}) == {field.offset}"
        yield field.loc, static_assert(offset, f"{name}.{field.name} at {field.offset}")


def static_assert(condition: str, text: str) -> list[str]:
    """Return an assertion, folded, and at an operator where the condition is long."""
    for sign in (" && ", " == "):
        if width(f"    {condition},") >= WIDTH and sign in condition:
            first, second = condition.split(sign, 1)
            head = f"    {first} {sign.strip()}"
            return ["_Static_assert(", head, *listed("    ", [second, f'"{text}"'], ");")]
    return listed("_Static_assert(", [condition, f'"{text}"'], ");")
