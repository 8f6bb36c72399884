# SPDX-License-Identifier: BSD-3-Clause
"""Layouts in bytes: eight to a row, fields as boxes, holes hatched; one for each target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsl.record import dataclass
from gen.model.nodes import Field, Structure, Type
from gen.model.types import round_up
from gen.show.grid import Grid, Owner, fitted
from gen.show.paint import beside, table, width

#: Bytes of a row, and how many columns each may have.
ROW, NARROW, WIDE = 8, 3, 7

#: What every message begins with, whatever its fields' order.
HEADER = "header"

#: As many rows of one field are drawn; of more, the first and the last.
MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """What lies at a place; without a name it is a hole.  `each` is how it repeats."""

    name: str
    type: str
    offset: int
    size: int
    align: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """One target's layout: all bytes of it belong to a part."""

    arch: str
    parts: tuple[Part, ...]
    size: int
    align: int

    @property
    def holes(self) -> tuple[Part, ...]:
        """The parts that nobody has named."""
        return tuple(part for part in self.parts if not part.name)


def of_fields(arch: str, fields: Sequence[Field], size: int, align: int, start: int = 0) -> Layout:
    """Return the layout of fields; the bytes between them are holes."""
    parts: list[Part] = []
    end = start
    for field in fields:
        if field.offset > end:
            parts.append(Part("", "", end, field.offset - end))
        kind = field.type
        parts.append(Part(field.name, spelled(kind), field.offset, kind.size, kind.align))
        end = field.offset + kind.size
    if size > end:
        parts.append(Part("", "", end, size - end))
    return Layout(arch, tuple(parts), size, align)


def of_structure(arch: str, structure: Structure) -> Layout:
    """Return the layout of a structure."""
    return of_fields(arch, structure.fields, structure.size, structure.align)


def spelled(kind: Type) -> str:
    """Return a type in the declarer's words: its name, and how many there are."""
    if kind.kind in ("text", "reserved"):
        return f"{kind.name}[{kind.count}]"
    if kind.kind == "array" and kind.element is not None:
        return f"{kind.element.name}[{kind.count}]"
    return kind.name


def drawn(layouts: Sequence[Layout]) -> list[str]:
    """Return layouts beside each other, those that are the same as one, and their fields."""
    groups = alike(layouts)
    gap = 3
    room = (width() - gap * (len(groups) - 1)) // len(groups) - offsets(layouts)
    cell = max(NARROW, min(WIDE, (room - ROW - 1) // ROW))
    blocks = [block(group, cell, offsets(layouts)) for group in groups]
    return [*beside(blocks, gap), "", *fields(groups), *costs(groups)]


def alike(layouts: Sequence[Layout]) -> list[list[Layout]]:
    """Return the layouts in groups that have the same parts."""
    groups: list[list[Layout]] = []
    for layout in layouts:
        same = next((group for group in groups if places(group[0]) == places(layout)), None)
        if same:
            same.append(layout)
        else:
            groups.append([layout])
    return groups


def places(layout: Layout) -> list[tuple[str, int, int]]:
    """Return what lies where; how it is aligned is not seen."""
    return [(part.name, part.offset, part.size) for part in layout.parts]


def named(group: Sequence[Layout]) -> str:
    """Return the targets of a group."""
    return " and ".join(layout.arch for layout in group)


def offsets(layouts: Sequence[Layout]) -> int:
    """Return how wide the column of offsets is."""
    return max(4, max(len(str(layout.size)) for layout in layouts) + 1)


def block(group: Sequence[Layout], cell: int, margin: int) -> list[str]:
    """Return the drawing of one layout: title, ruler, boxes."""
    layout = group[0]
    ruler = "".join(f"{byte:<{cell + 1}}" for byte in range(min(ROW, max(layout.size, 1))))
    aligns = " and ".join(str(align) for align in dict.fromkeys(one.align for one in group))
    title = f"{named(group)}: {bytes_(layout.size)}, aligned to {aligns}"
    rows = list(shortened(owners(layout)))
    grid = Grid(
        [row for _, row in rows], [cell] * ROW,
        lambda row, first, cells, room: inside(layout, rows, row, first, room),
    )
    lines = [title, f"{'':{margin}} {' ' * (cell // 2)}{ruler}"]
    for number, line in enumerate(grid.lines()):
        row = number // 2
        if number % 2 == 0 and "⋮" in (rows[min(row, len(rows) - 1)][0], rows[row - 1][0]):
            continue  # no line between rows of one field
        start = rows[row][0] if number % 2 and row < len(rows) else ""
        lines.append(f"{start:>{margin}} {line}".rstrip())
    return lines


def bytes_(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count} byte{'' if count == 1 else 's'}"


def owners(layout: Layout) -> list[list[Owner]]:
    """Return for every byte, in rows, the number of the part that has it."""
    flat: list[Owner] = [None] * round_up(max(layout.size, 1), ROW)
    for number, part in enumerate(layout.parts):
        for byte in range(part.offset, part.offset + part.size):
            flat[byte] = number
    return [flat[first : first + ROW] for first in range(0, len(flat), ROW)]


def shortened(rows: Sequence[list[Owner]]) -> Iterator[tuple[str, list[Owner]]]:
    """Yield rows with their offsets; of many that one part fills, two and a sign between."""
    number = 0
    while number < len(rows):
        row, last = rows[number], number
        while last + 1 < len(rows) and rows[last + 1] == row and len(set(row)) == 1:
            last += 1
        if last - number + 1 > MOST_ROWS:
            yield str(ROW * number), row
            yield "⋮", row
            yield str(ROW * last), row
        else:
            yield from ((str(ROW * n), rows[n]) for n in range(number, last + 1))
        number = last + 1


def inside(
    layout: Layout, rows: Sequence[tuple[str, list[Owner]]], row: int, first: int, room: int
) -> str:
    """Return what stands in a box: its name and type where it begins, or the hatch of a hole."""
    owner = rows[row][1][first]
    assert isinstance(owner, int)
    part = layout.parts[owner]
    best = max(range(len(rows)), key=lambda r: (rows[r][1].count(owner), -r))
    if not part.name:
        word = " hole " if row == best and room >= 10 else ""
        return word.center(room, "░")
    if row != best:
        return ""
    full = f"{part.name}: {part.type}"
    return fitted(full if len(full) + 2 <= room else part.name, room)


def fields(groups: Sequence[Sequence[Layout]]) -> list[str]:
    """Return the table of all fields, with offset and size on each target."""
    heads = ["", ""]
    for group in groups:
        heads.append(f"on {named(group)}" if len(groups) > 1 else "offset, size")
    rows = [heads]
    names = list(dict.fromkeys(p.name for group in groups for p in group[0].parts if p.name))
    for name in names:
        row: list[str] = []
        for group in groups:
            part = next((p for p in group[0].parts if p.name == name), None)
            row = row or [name, part.type if part else ""]
            row.append(f"{part.offset:>4}, {part.size}" if part else "   -")
        rows.append(row)
    places = sorted({(h.offset, h.size) for group in groups for h in group[0].holes})
    for offset, size in places:
        has = [any((h.offset, h.size) == (offset, size) for h in g[0].holes) for g in groups]
        rows.append(["░░░", "hole", *(f"{offset:>4}, {size}" if one else "   -" for one in has)])
    return table(rows)


def costs(groups: Sequence[Sequence[Layout]]) -> Iterator[str]:
    """Yield what the holes cost, and what order of the fields would cost less."""
    for group in groups:
        layout = group[0]
        lost = sum(hole.size for hole in layout.holes)
        if not lost:
            continue
        share = round(100 * lost / layout.size)
        yield ""
        yield f"{named(group)}: holes cost {bytes_(lost)} of {layout.size}, {share} % of each one"
        named_parts = [part for part in layout.parts if part.name]
        order = sorted(named_parts, key=lambda part: (part.name != HEADER, -part.align))
        best = round_up(sum(round_up(p.size, p.align) for p in order), layout.align)
        if best < layout.size:
            names = ", ".join(part.name for part in order)
            yield from table([[f"{best} would do, in this order:", names]])
