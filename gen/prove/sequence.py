# SPDX-License-Identifier: BSD-3-Clause
"""Sequence diagrams for a terminal: a lane for each who takes part, a row for each event.

Sample::

    client 1            tty (ttyd)
        |------- open ------->|
"""

from __future__ import annotations

from collections.abc import Sequence

from dsl.record import dataclass

#: The least room between two lanes, and what an arrow has beside its label.
ROOM, BESIDE = 18, 8


@dataclass(frozen=True, slots=True)
class Arrow:
    """Something goes from one lane to another; an answer is dashed."""

    source: str
    target: str
    text: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something happens to one."""

    lane: str
    text: str


Row = Arrow | Note


def drawn(lanes: Sequence[str], rows: Sequence[Row]) -> str:
    """Return a diagram; lanes that nothing happens to are left out."""
    used = [lane for lane in lanes if any(lane in touched(row) for row in rows)]
    places = columns(used, rows)
    lines = [titles(used, places)]
    lines += [line(row, used, places) for row in rows]
    return "\n".join(lines)


def touched(row: Row) -> tuple[str, ...]:
    """Return the lanes of a row."""
    return (row.lane,) if isinstance(row, Note) else (row.source, row.target)


def columns(lanes: Sequence[str], rows: Sequence[Row]) -> dict[str, int]:
    """Return the column of each lane's line: far enough for names, and for short arrows."""
    place = (len(lanes[0]) // 2 if lanes else 0) + 2
    found: dict[str, int] = {}
    for number, lane in enumerate(lanes):
        if number:
            before = lanes[number - 1]
            labels = [len(row.text) + BESIDE for row in rows
                      if isinstance(row, Arrow) and set(touched(row)) == {before, lane}]
            names = (len(before) + len(lane)) // 2 + 3
            place += max([ROOM, names, *labels])
        found[lane] = place
    return found


def titles(lanes: Sequence[str], places: dict[str, int]) -> str:
    """Return the first line: a name above each lane."""
    text = ""
    for lane in lanes:
        start = places[lane] - len(lane) // 2
        text = text.ljust(start) + lane
    return text


def line(row: Row, lanes: Sequence[str], places: dict[str, int]) -> str:
    """Return a row's line."""
    cells = [" "] * (max(places.values()) + 1)
    for lane in lanes:
        cells[places[lane]] = "|"
    if isinstance(row, Note) or row.source == row.target:
        at = places[row.lane if isinstance(row, Note) else row.source]
        return put(cells, at, f"* {row.text}")
    left, right = sorted((places[row.source], places[row.target]))
    body = shaft(right - left - 2, row.text, row.dashed)
    body = f"<{body}" if places[row.source] == right else f"{body}>"
    return put(cells, left + 1, body)


def shaft(width: int, text: str, dashed: bool) -> str:
    """Return an arrow's line with its label in the middle."""
    label = f" {text} "
    before = (width - len(label)) // 2
    if dashed:
        before += before % 2 - 1  # a dash, not a gap, stands beside the label
    stroke = "- " if dashed else "-"
    after = (stroke * width)[: width - before - len(label)]
    return (stroke * width)[:before] + label + after


def put(cells: list[str], at: int, text: str) -> str:
    """Return a line with a text written over it; a note may run over other lanes."""
    line = "".join(cells)
    return (line[:at] + text + line[at + len(text) :]).rstrip()
