# SPDX-License-Identifier: BSD-3-Clause
"""Layouts in bits, as data sheets print them: numbers above, names inside, access below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsl.record import dataclass
from gen.model.hardware import BitLayout
from gen.show.grid import Grid, fitted
from gen.show.paint import table, width

#: How data sheets shorten what an access does.
SHORT = {"read_clears": "rc"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Some bits that belong together; without a name nobody has them."""

    low: int
    high: int
    name: str
    access: str

    @property
    def room(self) -> int:
        """How many columns it takes, its numbers on top included."""
        edges = len(f"{self.high} {self.low}") if self.high > self.low else len(str(self.low))
        hidden = 3 if not self.name else 0
        return max(len(self.name), len(self.access), edges, hidden) + 2


def cells(layout: BitLayout) -> list[Cell]:
    """Return all bits of a layout from the highest down."""
    found: list[Cell] = []
    above = 8 * layout.size
    for field in sorted(layout.fields, key=lambda f: -f.high):
        if field.high + 1 < above:
            found.append(Cell(field.high + 1, above - 1, "", ""))
        access = " ".join(SHORT.get(word, word) for word in field.access)
        found.append(Cell(field.low, field.high, field.name, access))
        above = field.low
    if above > 0:
        found.append(Cell(0, above - 1, "", ""))
    return found


def drawn(layout: BitLayout) -> list[str]:
    """Return a layout drawn, in as many rows as the terminal needs, and the table of its bits."""
    lines = []
    for row in rows(cells(layout)):
        lines += [*filter(None, band(row)), ""]
    return [*lines, *table(list(meanings(layout)))]


def rows(found: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the cells in rows that fit the terminal, of about the same width."""
    room = width() - 4
    whole = sum(cell.room + 1 for cell in found)
    target = whole / -(-whole // room)
    row: list[Cell] = []
    taken = 0
    for cell in found:
        over = taken + cell.room + 1 > room
        if row and (over or taken >= target):
            yield row
            row, taken = [], 0
        row.append(cell)
        taken += cell.room + 1
    yield row


def band(row: Sequence[Cell]) -> list[str]:
    """Return one row of a layout: numbers, boxes, access."""
    grid = Grid([list(range(len(row)))], [cell.room for cell in row],
                lambda _row, first, _cells, room: inside(row[first], room))
    numbers = "".join(f" {edges(cell)}" for cell in row)
    access = "".join(f" {cell.access.center(cell.room)}" for cell in row)
    return [f"    {line}".rstrip() for line in (numbers, *grid.lines(), access)]


def edges(cell: Cell) -> str:
    """Return the numbers above a cell: its highest bit to the left, its lowest to the right."""
    if cell.low == cell.high:
        return str(cell.low).center(cell.room)
    middle = cell.room - len(str(cell.high)) - len(str(cell.low)) - 2
    return f" {cell.high}{' ' * middle}{cell.low} "


def inside(cell: Cell, room: int) -> str:
    """Return what stands in a cell."""
    return fitted(cell.name.center(room - 2), room) if cell.name else "░" * room


def meanings(layout: BitLayout) -> Iterator[list[str]]:
    """Yield a row for each field: bits, mask, name in C, what may be done with it."""
    yield ["bits", "mask", "in C", "access"]
    digits = 2 * layout.size
    for field in sorted(layout.fields, key=lambda f: -f.high):
        place = str(field.low) if field.low == field.high else f"{field.high}:{field.low}"
        name = f"{layout.prefix}_{field.name}".upper()
        yield [place, f"{field.mask:#0{digits + 2}x}", name, words(field.access)]


#: What the words for an access say.
SAID = {
    "ro": "read only", "wo": "write only", "rw": "read and write", "w1c": "write 1 to clear",
    "mbz": "must be zero", "read_clears": "reading clears it (rc)",
}


def words(access: Sequence[str]) -> str:
    """Return what an access says, spelled out."""
    return ", ".join(SAID.get(word, word) for word in access)
