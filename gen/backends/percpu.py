# SPDX-License-Identifier: BSD-3-Clause
"""include/percpu.gen.h and percpu.gen.c: what every CPU has of its own, and how it is reached.

Sample::

    extern struct cpu_area cpu_area_table[CPU_MAX];
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.calls import COMMENT, NAME
from gen.fold import tabbed
from gen.model.memory_nodes import CpuArea
from gen.model.nodes import Field, Kernel

EDIT = "the declared percpu structures"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the areas and their header, where a structure heads one."""
    if kernel.area is None:
        return
    area, layout = kernel.area, kernel.area.layout
    owners = {s.name: s.subsystem for s in kernel.structs}
    words = {
        "headers": sorted({f"{owners[f.type.name]}.gen.h" for f in layout.fields}),
        "head": area.head.c_name,
        "constant": f"{area.head.c_name.upper()}_MAX",
        "most": area.most,
        "area": layout.c_name,
        "members": [member(f, layout.align) for f in layout.fields],
        "size": layout.size,
        "at": layout.loc.at,
        "accessors": [accessor(area, f) for f in layout.fields[1:]],
    }
    yield Artefact("include/percpu.gen.h", "c/percpu.h.j2", words, EDIT)
    yield Artefact("percpu.gen.c", "c/percpu.c.j2", words, EDIT)


def member(field: Field, align: int) -> list[str]:
    """Return the lines of a member; all begin on a cache line."""
    head = tabbed(f"\t{field.type.c}", NAME) + field.name
    tail = tabbed(f"\t    __attribute__((aligned({align})));", COMMENT)
    return [head, f"{tail}/* at {field.offset} */"]


def accessor(area: CpuArea, field: Field) -> dict[str, str]:
    """Return how a percpu structure is reached."""
    return {"name": field.name, "type": field.type.c, "at": field.loc.at}
