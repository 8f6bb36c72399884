# SPDX-License-Identifier: BSD-3-Clause
"""Register frames, as they lie on a stack: the highest address on top, a word a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gen.model.hardware import Frame
from gen.show.grid import Grid, fitted
from gen.show.paint import beside

#: How wide a register's box is.
BOX = 12

#: Who puts the words there, lowest address first.
PUSHERS = (("saved", "by our code"), ("pushed", "by the stub"),
           ("hardware", "by the CPU"))


def drawn(frames: Mapping[str, tuple[int, Frame]]) -> list[str]:
    """Return the frame of each target, beside each other; each with its word size."""
    return beside([block(arch, word, frame) for arch, (word, frame) in frames.items()])


def block(arch: str, word: int, frame: Frame) -> list[str]:
    """Return one target's frame."""
    names = list(reversed(frame.registers))
    grid = Grid([[number] for number in range(len(names))], [BOX],
                lambda row, _first, _cells, room: fitted(names[row], room))
    size = word * len(names)
    lines = [f"{arch}: {size} bytes, {len(names)} words of {word}"]
    notes = beside_rows(frame, len(names))
    for number, line in enumerate(grid.lines()):
        row = number // 2
        if number % 2 == 0 and 0 < row < len(names) and notes[row - 1][0] == notes[row][0]:
            continue  # a line only where somebody else goes on
        start = str(word * (len(names) - 1 - row)) if number % 2 else ""
        note = notes[row][1] if number % 2 else ""
        lines.append(f"{start:>4} {line} {note}".rstrip())
    return lines


def beside_rows(frame: Frame, count: int) -> Sequence[tuple[str, str]]:
    """Return for each row, from the top, who puts it there, and the note beside it."""
    rows: list[tuple[str, str]] = []
    for attribute, text in reversed(PUSHERS):
        registers = getattr(frame, attribute)
        rows += [(attribute, text if number == 0 else "") for number in range(len(registers))]
    assert len(rows) == count
    return rows
