# SPDX-License-Identifier: BSD-3-Clause
"""slab_type.gen.c and its header: the types of memory, as a table.

Sample::

    const struct slab_type slab_type_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted, quoted
from gen.model.memory_nodes import MemoryType
from gen.model.nodes import Kernel

EDIT = "the declared types of memory"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table and the numbers of its rows, where there is a type."""
    types = kernel.memory
    if not types:
        return
    words = {
        "numbers": [noted(f"#define SLAB_{t.name.upper():<19} {t.number}", t.loc.at, 40)
                    for t in types],
        "count": len(types),
        "headers": sorted({t.header for t in types if t.header}),
        "rows": [row(t) for t in types],
    }
    yield Artefact("include/slab_type.gen.h", "c/slab_type.h.j2", words, EDIT)
    yield Artefact("slab_type.gen.c", "c/slab_type.c.j2", words, EDIT)


def row(one: MemoryType) -> dict[str, object]:
    """Return a type's row of the table."""
    return {
        "at": one.loc.at,
        "name": quoted(one.name),
        "size": f"sizeof(struct {one.tag})" if one.tag else str(one.most),
        "many": "false" if one.tag else "true",
        "limit": one.limit,
        "doc": quoted(one.doc),
    }
