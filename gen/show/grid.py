# SPDX-License-Identifier: BSD-3-Clause
"""Boxes: cells of a grid that belong together are one box, whatever its shape."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from dsl.record import dataclass

#: The sign of a crossing, by which of its four arms are drawn: up, down, left, right.
CROSSINGS = {
    (0, 0, 0, 0): " ", (0, 0, 1, 1): "─", (1, 1, 0, 0): "│", (0, 1, 0, 1): "┌",
    (0, 1, 1, 0): "┐", (1, 0, 0, 1): "└", (1, 0, 1, 0): "┘", (1, 1, 0, 1): "├",
    (1, 1, 1, 0): "┤", (0, 1, 1, 1): "┬", (1, 0, 1, 1): "┴", (1, 1, 1, 1): "┼",
    (1, 0, 0, 0): "╵", (0, 1, 0, 0): "╷", (0, 0, 1, 0): "╴", (0, 0, 0, 1): "╶",
}

Owner = Hashable | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, each with its owner (None: nothing is there), and the columns' widths.

    `text` is what stands in a run of one owner's cells: row, first cell, cells, room.
    """

    rows: Sequence[Sequence[Owner]]
    widths: Sequence[int]
    text: Callable[[int, int, int, int], str]

    def at(self, row: int, column: int) -> Owner:
        """Return the owner of a cell; None beyond the edges."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def lines(self) -> list[str]:
        """Return the grid drawn: a line above each row, and one below the last."""
        drawn = []
        for row in range(len(self.rows)):
            drawn += [self.border(row), self.content(row)]
        return [*drawn, self.border(len(self.rows))]

    def border(self, row: int) -> str:
        """Return the line above a row."""
        parts = []
        for column in range(len(self.widths) + 1):
            upper = self.at(row - 1, column - 1), self.at(row - 1, column)
            lower = self.at(row, column - 1), self.at(row, column)
            arms = (upper[0] != upper[1], lower[0] != lower[1],
                    upper[0] != lower[0], upper[1] != lower[1])
            parts.append(CROSSINGS[tuple(map(int, arms))])  # type: ignore[index]
            if column < len(self.widths):
                sign = "─" if arms[3] else " "
                parts.append(sign * self.widths[column])
        return "".join(parts)

    def content(self, row: int) -> str:
        """Return a row's cells."""
        line, column, count = "", 0, len(self.widths)
        while column < count:
            owner, last = self.at(row, column), column
            while last + 1 < count and self.at(row, last + 1) == owner:
                last += 1
            before = self.at(row, column - 1)
            line += "│" if owner != before else " "
            room = sum(self.widths[column : last + 1]) + last - column
            text = self.text(row, column, last - column + 1, room) if owner is not None else ""
            line += f"{text:<{room}}"[:room]
            column = last + 1
        return line + ("│" if self.at(row, count - 1) is not None else "")


def fitted(text: str, room: int) -> str:
    """Return a text with a space before it, cut where there is no room."""
    if len(text) + 2 <= room:
        return f" {text}"
    if len(text) <= room:
        return text.center(room)
    return f"{text[:room - 1]}…" if room > 1 else text[:room]
