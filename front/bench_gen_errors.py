# SPDX-License-Identifier: BSD-3-Clause
"""`./darner bench errors`: the same mistakes put to us and to each peer, scored mechanically.

On each class of mistake: the file's name is said; the line is said; a column in the wrong
word is said; of two mistakes both are told, by line or by word; the right word is said, on a
line that does not just repeat the input; the exit is not 0.  What is missing may be told
where it should be or on the next line, in any column.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from front import bench_gen_peer as peers
from front.bench_gen import table_text
from front.bench_gen_mistake import CASES, KINDS, MISSING, Case, Slip
from front.bench_gen_tree import copied, write
from front.complaint import Status, say

#: By generator and column: whether it was earned, class by class.
Scores = dict[str, dict[str, list[bool]]]

COLUMNS = ("file", "line", "col", "all errors", "suggestion", "exit")



@dataclass(frozen=True)
class Answer:
    """What a generator said to one class of mistake, and how it ended."""

    tool: str
    kind: str
    said: str
    status: int


def main(root: Path, get: bool, markdown: Path | None) -> int:
    """Put every mistake to everyone who is here; show what was said, and the score."""
    if get:
        peers.fetch(root)
    peers.tell_missing(root)
    found = answers(root)
    for answer in found:
        print(f"--- {answer.tool}, {answer.kind} (exit {answer.status})\n{answer.said.rstrip()}\n")
    table = scores(found)
    show(table)
    if markdown:
        markdown.write_text(as_markdown(found, table), encoding="utf-8")
        say(f"{markdown} has the answers and the table.")
    return Status.OK if all(map(all, table["Darner"].values())) else Status.MISTAKE


def answers(root: Path) -> list[Answer]:
    """Return what everyone who is here says to each class."""
    with copied(root) as tree:
        found = [ask_us(tree, kind) for kind in KINDS]
    for peer in peers.ALL:
        if peer.path(root):
            found += [ask(root, peer, kind) for kind in KINDS]
    return found


def ask_us(tree: Path, kind: str) -> Answer:
    """Check a tree with one subsystem more, which has mistakes."""
    case = CASES["Darner"]
    write(tree, {case.file: case.wrong(kind)})
    words = [sys.executable, "-m", "gen", "check"]
    done = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=False)
    return Answer("Darner", kind, done.stdout + done.stderr, done.returncode)


def ask(root: Path, peer: peers.Peer, kind: str) -> Answer:
    """Give a peer an input with mistakes; what it says of its folder is left out."""
    case = CASES[peer.name]
    with tempfile.TemporaryDirectory(prefix="darner-bench-") as place:
        write(Path(place), {case.file: case.wrong(kind)})
        done = subprocess.run(
            peer.command(root), cwd=place, env=os.environ | {"PWD": place},
            capture_output=True, text=True, check=False,
        )
        said = (done.stdout + done.stderr).replace(f"{Path(place).resolve()}/", "")
        return Answer(peer.name, kind, said.replace(f"{place}/", ""), done.returncode)


def scores(found: Sequence[Answer]) -> Scores:
    """Return for everyone, by column, on which classes of mistakes it was earned."""
    table: Scores = {}
    for answer in found:
        row = table.setdefault(answer.tool, {column: [] for column in COLUMNS})
        for column, earned in score(answer, CASES[answer.tool]).items():
            row[column].append(earned)
    return table


def score(answer: Answer, case: Case) -> dict[str, bool]:
    """Judge one answer; whether all errors are told is asked where there are two."""
    slips, said = case.slips[answer.kind], answer.said
    first, lines = slips[0], lines_said(said, case)
    found = {
        "file": Path(case.file).name in said,
        "line": bool(lines & places(case, answer.kind, first)),
        "col": column_said(answer, case, first),
        "suggestion": all(suggested(answer, case, slip) for slip in slips),
        "exit": answer.status != 0,
    }
    if len(slips) > 1:
        found["all errors"] = all(s.wrong in said or case.line(s) in lines for s in slips)
    return found


def places(case: Case, kind: str, slip: Slip) -> set[int]:
    """Return the lines on which a slip may be told."""
    line = case.line(slip)
    return {line, line + 1} if kind == MISSING else {line}


def lines_said(said: str, case: Case) -> set[int]:
    """Return the numbers of lines that a text names."""
    name = re.escape(Path(case.file).name)
    found = re.findall(rf"{name}:\s*(\d+)|\bline (\d+)", said)
    return {int(number) for pair in found for number in pair if number}


def column_said(answer: Answer, case: Case, slip: Slip) -> bool:
    """Say whether a column in the wrong word is named, on its line."""
    name = re.escape(Path(case.file).name)
    named = re.findall(rf"{name}:\s*(\d+):\s*(\d+)", answer.said)
    lines, wanted = places(case, answer.kind, slip), case.columns(slip)
    return any(
        int(line) in lines and (answer.kind == MISSING or int(column) in wanted)
        for line, column in named
    )


def suggested(answer: Answer, case: Case, slip: Slip) -> bool:
    """Say whether the right text is said where the input is not just repeated."""
    given = {line.strip() for line in case.wrong(answer.kind).splitlines()}
    right = slip.right.strip(";")
    for line in answer.said.splitlines():
        shown = re.sub(r"^\s*\d*\s*[|~]\s?", "", line).strip()
        if right in shown and shown not in given:
            return True
    return False


def show(table: Scores) -> None:
    """Print the score."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table("generator", *COLUMNS)
    for line in cells(table):
        drawn.add_row(*line)
    Console(highlight=False).print(drawn)


def cells(table: Scores) -> list[tuple[str, ...]]:
    """Return the score's rows as text."""
    return [(tool, *(tick(row[column]) for column in COLUMNS)) for tool, row in table.items()]


def tick(earned: list[bool]) -> str:
    """Return a tick when all is earned, a dash for nothing, else how many of how many."""
    if all(earned):
        return "✔"
    return f"{sum(earned)} of {len(earned)}" if any(earned) else "–"


def as_markdown(found: Sequence[Answer], table: Scores) -> str:
    """Return the score, the inputs, and all that was said."""
    text = f"# The same mistakes\n\n{table_text(('generator', *COLUMNS), cells(table))}"
    for answer in found:
        given = CASES[answer.tool].wrong(answer.kind)
        text += f"\n## {answer.tool}, {answer.kind}: exit {answer.status}\n\n"
        text += f"```\n{given}```\n\n```\n{answer.said.rstrip()}\n```\n"
    return text
