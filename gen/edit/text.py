# SPDX-License-Identifier: BSD-3-Clause
"""Edits that the rules propose: replaced spans, inserted texts, lines that come or go."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from gen.diag import Edit
from gen.edit import Fix
from gen.near import closest
from gen.place import Loc, Source, walk


def replaced(at: Loc, text: str) -> Fix:
    """Replace what stands at a place."""
    return (Edit(at, text),)


def begin(source: Source, node: ast.AST) -> Loc:
    """Return the empty place before a node."""
    return point(source, getattr(node, "lineno", 1), getattr(node, "col_offset", 0))


def end(source: Source, node: ast.AST) -> Loc:
    """Return the empty place behind a node."""
    return point(source, getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0))


def point(source: Source, line: int, col: int) -> Loc:
    """Return an empty place by Python's numbers: columns count bytes, from 0."""
    raw = source.lines[line - 1].encode() if line <= len(source.lines) else b""
    col = len(raw[:col].decode(errors="replace")) + 1
    return Loc(source.file, line, col, col)


def node(source: Source, part: ast.AST, text: str) -> Edit:
    """Replace a node, which may have several lines."""
    return between(begin(source, part), end(source, part), text)


def between(first: Loc, last: Loc, text: str) -> Edit:
    """Replace what stands between two empty places."""
    return Edit(Loc(first.file, first.line, first.col, last.col), text, last.line)


def line_above(source: Source, line: int, text: str) -> Edit:
    """Insert a line above another."""
    return Edit(Loc(source.file, line, 1, 1), f"{text}\n")


def line_below(source: Source, line: int, text: str) -> Edit:
    """Insert a line below another, which may be the last of its file."""
    end_of = len(source.lines[line - 1]) + 1
    return Edit(Loc(source.file, line, end_of, end_of), f"\n{text}")


def without_lines(source: Source, first: int, last: int) -> Edit:
    """Take whole lines away."""
    return Edit(Loc(source.file, first, 1, 1), "", last + 1)


def said(source: Source, part: ast.AST) -> str:
    """Return the text of a node."""
    return ast.get_source_segment(source.text, part) or ""


def indent(source: Source, line: int) -> str:
    """Return what a line begins with."""
    text = source.lines[line - 1]
    return text[: len(text) - len(text.lstrip())]


def nodes(source: Source, test: Callable[[ast.AST], bool]) -> Iterator[ast.AST]:
    """Yield the nodes of a module for which something is true."""
    return (part for part in walk(source.tree) if test(part))


def meant(name: str, names: Iterable[str]) -> str:
    """Return the one name that can be meant, or nothing when several can, or none.

    It is the nearest, and no other is as near: one slip of a finger away, or alone.
    """
    known = {one for one in names if one}
    near = closest(name, known)
    if not near:
        return ""
    slips = [one for one in known if is_slip(name, one)]
    if slips:
        return near if slips == [near] else ""
    return "" if closest(name, known - {near}) else near


def is_slip(one: str, other: str) -> bool:
    """Say whether one letter more, less, another, or two exchanged make one of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (
        len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    )
