# SPDX-License-Identifier: BSD-3-Clause
"""What every CPU has: the structure that heads its area, and the percpu structures behind it."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.data import Struct
from dsl.record import replace
from gen.load import Declared, Item
from gen.model.memory_nodes import CpuArea
from gen.model.nodes import Field, Structure
from gen.model.types import Types, round_up

#: No two CPUs write to one cache line.
LINE = 64


def heads(declared: Declared) -> Iterator[Item]:
    """Yield the structures that say how many CPUs there are."""
    for item in declared.items(Struct):
        if item.value.__cpus__ is not None:
            yield item


def members(declared: Declared) -> Iterator[Item]:
    """Yield the structures of which every CPU has one, by their names."""
    found = (item for item in declared.items(Struct) if item.value.__percpu__)
    yield from sorted(found, key=lambda item: item.name)


def cpu_area(
    declared: Declared, structs: tuple[Structure, ...], types: Types
) -> CpuArea | None:
    """Return the area of a CPU; None where no structure heads one."""
    known = {structure.name: structure for structure in structs}
    head = next((item for item in heads(declared) if item.name in known), None)
    if head is None:
        return None
    fields: list[Field] = []
    end = 0
    for item in (head, *members(declared)):
        kind = types.of(item.value)
        if kind.kind != "struct":
            continue
        place = round_up(end, LINE)
        name = known[item.name].c_name
        kind = replace(kind, align=LINE)
        fields.append(Field(name, kind, place, item.loc, structure=item.name))
        end = place + kind.size
    size = round_up(end, LINE)
    layout = Structure(
        name=f"{head.name}Area",
        c_name=f"{known[head.name].c_name}_area",
        subsystem=head.module.subsystem,
        fields=tuple(fields),
        size=size,
        align=LINE,
        holes=tuple(holes(fields, size)),
        shared=False,
        doc="What a CPU has of its own.",
        loc=head.loc,
    )
    return CpuArea(layout, known[head.name], head.value.__cpus__)


def holes(fields: list[Field], size: int) -> Iterator[tuple[int, int]]:
    """Yield what lies between the members, and behind the last."""
    ends = [field.offset + field.type.size for field in fields]
    for end, begin in zip(ends, [*(field.offset for field in fields[1:]), size], strict=True):
        if end < begin:
            yield end, begin - end
