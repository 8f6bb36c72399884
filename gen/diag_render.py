# SPDX-License-Identifier: BSD-3-Clause
"""Diagnostics as people read them: the source lines, the caret, the other party, the help."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from gen.diag import Diag, Edit
from gen.diag_patch import patch
from gen.place import Loc, Source

RED, GREEN, BLUE = "\033[1;31m", "\033[32m", "\033[1;34m"
BOLD, PLAIN = "\033[1m", "\033[0m"

#: A line below a help that would mend it.
PATCH = re.compile(r" *\d+ [-+~] ")


def render(diags: Sequence[Diag], sources: Mapping[str, Source], *, color: bool) -> str:
    """Return all diagnostics as text, by place, with their number at the end."""
    ordered = sorted(diags, key=lambda d: (d.at, d.code, d.what))
    blocks = ["\n".join(lines(diag, sources)) for diag in ordered]
    count = f"{len(ordered)} error{'s' if len(ordered) != 1 else ''}"
    text = "\n\n".join([*blocks, count])
    return colored(text) if color else text


def lines(diag: Diag, sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield the lines of one diagnostic."""
    margin = " " * len(str(max([diag.at.line, *(m.at.line for m in diag.others)])))
    yield f"error[{diag.code}]: {diag.what}"
    yield f"{margin}--> {diag.at}"
    yield from excerpt(diag.at, diag.label, sources, margin, "^")
    for mark in diag.others:
        yield f"{margin}::: {mark.at}"
        yield from excerpt(mark.at, mark.text, sources, margin, "-")
    for note in diag.notes:
        yield f"{margin} = note: {note}"
    if diag.help:
        yield f"help: {diag.help}"
        yield from patch(diag, sources, margin)
    yield f"{margin} = explain: ./darner explain {diag.code}"


def excerpt(
    at: Loc, label: str, sources: Mapping[str, Source], margin: str, caret: str
) -> Iterator[str]:
    """Yield the line of a place with its neighbour above, and the marks below it."""
    source = sources.get(at.file)
    if source is None or not 0 < at.line <= len(source.lines):
        if label:
            yield f"{margin} = {label}"
        return
    yield f"{margin} |"
    for number in (at.line - 1, at.line):
        if number > 0 and (number == at.line or source.lines[number - 1].strip()):
            text = source.lines[number - 1].expandtabs()
            yield f"{number:>{len(margin)}} | {text}".rstrip()
    line = source.lines[at.line - 1]
    start, stop = (len(line[: n - 1].expandtabs()) for n in (at.col, at.end))
    yield f"{margin} | {' ' * start}{caret * max(1, stop - start)} {label}".rstrip()


def is_colored(stream: TextIO | None = None) -> bool:
    """Say whether a person looks at stderr, or at another stream.

    `./darner` may stand between, and says CLICOLOR_FORCE.
    """
    return (stream or sys.stderr).isatty() or bool(os.environ.get("CLICOLOR_FORCE"))


def colored(text: str) -> str:
    """Return the text with the colours of a terminal."""
    result = []
    for line in text.splitlines():
        if line.startswith("error["):
            head, _, rest = line.partition(": ")
            line = f"{RED}{head}{PLAIN}{BOLD}: {rest}{PLAIN}"
        elif PATCH.match(line):
            line = f"{GREEN}{line}{PLAIN}"
        elif line.lstrip().startswith(("-->", ":::", "= ")) or line.startswith("help:"):
            line = f"{BLUE}{line}{PLAIN}"
        result.append(line)
    return "\n".join(result)


def as_json(diags: Sequence[Diag]) -> str:
    """Return all diagnostics as JSON: a list of objects, by place."""
    rows = [
        {
            "code": d.code,
            "file": d.at.file,
            "line": d.at.line,
            "column": d.at.col,
            "message": d.what,
            "label": d.label,
            "others": [{"at": str(m.at), "text": m.text} for m in d.others],
            "notes": list(d.notes),
            "help": d.help,
            "fix": [edit(one) for one in d.fix],
        }
        for d in sorted(diags, key=lambda d: (d.at, d.code))
    ]
    return json.dumps(rows, indent=1)


def edit(one: Edit) -> dict[str, object]:
    """Return an edit as JSON: columns count from 1, the end is exclusive."""
    return {
        "file": one.at.file,
        "line": one.at.line,
        "column": one.at.col,
        "endLine": one.last or one.at.line,
        "endColumn": one.at.end,
        "text": one.text,
    }
