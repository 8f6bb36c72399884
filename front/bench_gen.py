# SPDX-License-Identifier: BSD-3-Clause
"""`./darner bench gen`: the generator on thousands of declarations, and beside its peers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from front import bench_gen_peer as peers
from front import bench_gen_scale as scale
from front.bars import PYTHON_PEER
from front.bench_gen_compare import COUNTS, FOLDER, Outcome, outcomes
from front.bench_measure import Row, row
from front.complaint import say

BASELINE = Path(__file__).with_name("bench_gen_baseline.json")

HEAD = ("facts", "n", "generator", "CPU s", "ms each", "in", "out", "each", "compile",
        "against us")

#: Which of our outcomes tells the lines of which row.
LINES = {"Darner, calls": "lines_call", "Darner, messages": "lines_message",
         "registers": "lines_register"}

NOTE = f"""\
CPU seconds, user and system, of the whole process, the least of three; ours generate the whole
kernel besides.  In and out are lines, out of code (ours: what the declarations add to it; tests,
manual pages and data are not counted), each for a declaration; compile is in CPU seconds.
`against us` is the peer's time over ours: bar {PYTHON_PEER:g} for a peer that is Python's."""


def main(root: Path, get: bool, markdown: Path | None) -> list[Row]:
    """Measure; print the comparison; return the rows with bars."""
    if get:
        peers.fetch(root)
    peers.tell_missing(root)
    found = list(outcomes(root, COUNTS))
    rows = [*scale.rows(root), *line_rows(found)]
    show(found)
    if markdown:
        markdown.write_text(as_markdown(found, rows), encoding="utf-8")
        say(f"{markdown} has the tables.")
    say(f"{FOLDER} has what each was given, and what the peers made of it.")
    return rows


def line_rows(found: Sequence[Outcome]) -> list[Row]:
    """Return the generated lines of a call, a message and a register of eight fields."""
    return [
        row(name, "each", round(one.lines_out / one.count, 1), "lines")
        for one in found if one.is_ours
        for name in [LINES.get(one.tool) or LINES.get(one.facts)] if name
    ]


def verdicts(found: Sequence[Outcome]) -> list[str]:
    """Say of each outcome how many times our time it took, and whether we win."""
    said = []
    for one in found:
        mine = [o.seconds for o in found if o.is_ours and o.facts == one.facts]
        if one.is_ours:
            said.append("")
            continue
        ratio = one.seconds / max(mine)
        won = ratio >= (PYTHON_PEER if one.python else 1.0)
        said.append(f"{ratio:.2f}: {'won' if won else 'LOST'}")
    return said


def cells(found: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """Return the table's rows as text."""
    return [
        (one.facts, f"{one.count:,}", one.tool, f"{one.seconds:.3f}",
         f"{one.each:.3f}", f"{one.lines_in:,}", f"{one.lines_out:,}",
         f"{one.lines_out / one.count:.0f}", f"{one.compiling:.2f}", verdict)
        for one, verdict in zip(found, verdicts(found), strict=True)
    ]


def show(found: Sequence[Outcome]) -> None:
    """Print the comparison."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    narrow = [place for place, name in enumerate(HEAD) if name != "ms each"]  # 80 columns
    for place in narrow:
        table.add_column(HEAD[place], no_wrap=True,
                         justify="right" if 2 < place < 9 or place == 1 else "left")
    for line in cells(found):
        table.add_row(*(line[place] for place in narrow))
    Console(highlight=False).print(table)
    print(NOTE)


def as_markdown(found: Sequence[Outcome], rows: Sequence[Row]) -> str:
    """Return both tables, with the options of each generator."""
    text = f"# The generator beside its peers\n\n{NOTE}\n\n"
    text += table_text(HEAD, cells(found))
    text += "\nOptions:\n\n"
    text += "".join(f"- {one.facts}, {one.tool} {one.version}: `{one.options}`\n" for one in found)
    text += "\n## Figures beside their bars (lower is better)\n\n"
    head = ("figure", "of", "value", "unit", "bar", "")
    return text + table_text(head, [
        (r.name, r.arch, f"{r.value:,}", r.unit, "" if r.bar is None else f"{r.bar:,}",
         "" if r.bar is None else "met" if r.value <= r.bar else "MISSED") for r in rows
    ])


def table_text(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    text = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in text)


def baseline() -> dict[str, dict[str, float]]:
    """Return the lines of a declaration by what they are for, as last committed."""
    found: dict[str, dict[str, float]] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return found
