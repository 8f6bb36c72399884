# SPDX-License-Identifier: BSD-3-Clause
"""Edits applied: which of many go together, and the text that comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gen.diag import Diag, Edit


def span(edit: Edit) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where an edit begins and ends: line and column."""
    return (edit.at.line, edit.at.col), (edit.last or edit.at.line, edit.at.end)


def clash(one: Edit, other: Edit) -> bool:
    """Say whether two edits of one file touch the same text; the same edit twice does not."""
    if one.at.file != other.at.file or one == other:
        return False
    (a, b), (c, d) = span(one), span(other)
    if a == b and c == d:
        return a == c  # which of two insertions comes first?
    return (a < d and c < b) or a == c


def chosen(diags: Iterable[Diag]) -> list[Diag]:
    """Return the diagnostics that can be mended at once, in the order of their places."""
    taken: list[Edit] = []
    found = []
    for diag in sorted((d for d in diags if d.fix), key=lambda d: (d.at, d.code, d.what)):
        if not any(clash(edit, other) for edit in diag.fix for other in taken):
            taken += diag.fix
            found.append(diag)
    return found


def changed(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits, which do not clash, applied; lines end as they did."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    ordered = sorted(dict.fromkeys(edits), key=span)
    parts, done = [], 0
    for edit in ordered:
        first, last = (offset(starts, lines, place) for place in span(edit))
        parts += [text[done:first], edit.text.replace("\n", newline)]
        done = last
    return "".join([*parts, text[done:]])


def offset(starts: Sequence[int], lines: Sequence[str], place: tuple[int, int]) -> int:
    """Return the offset of a line and a column; beyond the last line is the end."""
    line, col = place
    if line > len(lines):
        return starts[-1] - 1
    return starts[line - 1] + min(col - 1, len(lines[line - 1]))
