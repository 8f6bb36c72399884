# SPDX-License-Identifier: BSD-3-Clause
"""What is no Python yet: of all that others often mean, the one that Python can read."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from gen.diag import Edit
from gen.edit import NOTHING, Fix
from gen.edit.apply import changed
from gen.noun import type_for
from gen.place import Loc, Source


def readable(source: Source, line: int) -> Fix:
    """Return the one edit around a line that makes a module readable, or leads further."""
    if not 0 < line <= len(source.lines):
        return NOTHING
    before = reached(source.text)
    found: dict[str, tuple[float, Fix]] = {}
    for fix in candidates(source, line):
        text = changed(source.text, fix)
        how_far = reached(text)
        if how_far > before:
            found.setdefault(text, (how_far, fix))
    best = max((how_far for how_far, _ in found.values()), default=0)
    fixes = [fix for how_far, fix in found.values() if how_far == best]
    return fixes[0] if len(fixes) == 1 else NOTHING


def reached(text: str) -> float:
    """Return the line up to which Python can read a text; infinity when it reads all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError) as error:
        return float(getattr(error, "lineno", 0) or 0)
    return float("inf")


def candidates(source: Source, line: int) -> Iterator[Fix]:
    """Yield what may be meant."""
    text = source.lines[line - 1]
    yield from of_c(source, line, text)
    if text[:1] in " \t" and "\t" in text[: len(text) - len(text.lstrip())]:
        yield tabless(source)
    code = text.rstrip()
    if code.lstrip().startswith(("class ", "def ")) and not code.endswith(":"):
        yield put(source, line, len(code), ":")
    for bracket in (")", "]"):
        yield put(source, line, len(code), bracket)
        if code.endswith(":"):
            yield put(source, line, len(code) - 1, bracket)
        arrow = code.find(" ->")
        if arrow > 0:
            yield put(source, line, arrow, bracket)
    if block := indented(source, line):
        yield block


def put(source: Source, line: int, col: int, text: str) -> Fix:
    """Insert a text at a column, counted from 0."""
    return (Edit(Loc(source.file, line, col + 1, col + 1), text),)


def of_c(source: Source, line: int, text: str) -> Iterator[Fix]:
    """Yield the field that somebody wrote as in C, with all like it below."""
    edits = []
    for number in range(line, len(source.lines) + 1):
        here = source.lines[number - 1]
        match = re.fullmatch(r"(\s+)(\w+) (\w+)(\s*;)?(\s*)", here)
        if match is None or match[2] in ("class", "def", "import", "from", "return"):
            break
        kind = type_for(match[2]) or match[2]
        if not re.fullmatch(r"\w+", kind):
            break
        at = Loc(source.file, number, len(match[1]) + 1, len(here) - len(match[5]) + 1)
        edits.append(Edit(at, f"{match[3]}: {kind}"))
    if edits:
        yield tuple(edits)


def tabless(source: Source) -> Fix:
    """Return all tabs at the beginning of lines as four spaces."""
    edits = []
    for number, text in enumerate(source.lines, 1):
        margin = text[: len(text) - len(text.lstrip())]
        if "\t" in margin:
            at = Loc(source.file, number, 1, len(margin) + 1)
            edits.append(Edit(at, margin.replace("\t", "    ")))
    return tuple(edits)


def indented(source: Source, line: int) -> Fix:
    """Indent the lines from one on, up to the next empty one."""
    edits = []
    for number in range(line, len(source.lines) + 1):
        if not source.lines[number - 1].strip():
            break
        edits.append(Edit(Loc(source.file, number, 1, 1), "    "))
    return tuple(edits)
