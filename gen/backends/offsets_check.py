# SPDX-License-Identifier: BSD-3-Clause
"""offsets_check.gen.c: the assembler's offsets, proved against the C compiler.

It includes the very header that the assembler reads: a wrong number there does not compile.

Sample::

    _Static_assert(PROVED(offsetof(struct thread, sp), THREAD_SP));
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.offsets import grouped, internal
from gen.fold import listed, located
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the proofs of all offsets."""
    proofs = located(
        (o.loc, listed("_Static_assert(PROVED(", [o.proof, o.name], "));"))
        for _, found in grouped(kernel)
        for o in found
    )
    headers = {f"{s.subsystem}.gen.h" for s in internal(kernel)} | {"trap.gen.h"}
    headers |= {"percpu.gen.h"} if kernel.area else set()
    words = {"headers": sorted(headers), "proofs": list(proofs)}
    edit = "the declared structures and frames"
    yield Artefact("offsets_check.gen.c", "c/offsets_check.c.j2", words, edit)
