# SPDX-License-Identifier: BSD-3-Clause
"""Folding: generated lines broken where a careful person breaks them.

C breaks behind a comma and goes on four columns further in; text breaks at blanks.  Widths
count a tab as what it takes to the next eighth column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring_ascii

from gen.place import Loc

#: Generated C and assembly stay within this many columns.
WIDTH = 80


def width(line: str) -> int:
    """Return how many columns a line takes."""
    return len(line.expandtabs(8)) if "\t" in line else len(line)


def listed(head: str, parts: Sequence[str], tail: str, between: str = ",") -> list[str]:
    """Return `head` + the parts joined by `between` and a blank + `tail`, folded at parts.

    What follows the first line is indented by four columns more than `head`.
    """
    whole = head + f"{between} ".join(parts) + tail
    if len(whole) + 7 * whole.count("\t") < WIDTH or width(whole) < WIDTH:
        return [whole]
    indent = head[: len(head) - len(head.lstrip("\t"))] + "    "
    pieces = [part + between for part in parts[:-1]] + [part + tail for part in parts[-1:]]
    lines = [head]
    for piece in pieces or [tail]:
        gap = "" if lines[-1] in (head, indent) else " "
        if width(lines[-1] + gap + piece) >= WIDTH and lines[-1] != indent:
            lines.append(indent)
            gap = ""
        lines[-1] += gap + piece
    return lines


def prototype(head: str, params: Sequence[str], tail: str = ");") -> list[str]:
    """Return a C prototype: `head` ends before the parenthesis, its lines go on at a tab."""
    lines = listed(f"{head}(", params or ["void"], tail)
    return [lines[0], *("\t" + line for line in lines[1:])]


def paragraph(text: str, columns: int = WIDTH - 4) -> list[str]:
    """Return a text in lines of at most `columns`, broken at blanks."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > columns:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines if text.split() else []


def comment(lines: Sequence[str]) -> list[str]:
    """Return a C comment around lines of text; one that fits stands on a line of its own."""
    if len(lines) == 1 and len(lines[0]) + 6 < WIDTH:
        return [f"/* {lines[0]} */"]
    return ["/*", *(f" * {line}".rstrip() for line in lines), " */"]


def plain(doc: str) -> str:
    """Return a docstring whose *parameters* are quoted as C comments quote names."""
    return re.sub(r"\*(\w+)\*", r"`\1'", doc)


def quoted(text: str) -> str:
    """Return a text as a C string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def indented(value: object, margin: str = "\n") -> str:
    """Return a value, whose keys are strings, as `json.dumps(value, indent=1)` has it.

    With an indent, Python's own encoder is none of its fast ones.
    """
    if type(value) is str:
        return encode_basestring_ascii(value)
    if type(value) is int:
        return str(value)
    inside = f"{margin} "
    if isinstance(value, dict) and value:
        rows = [f"{encode_basestring_ascii(k)}: {indented(v, inside)}" for k, v in value.items()]
        return f"{{{inside}{f',{inside}'.join(rows)}{margin}}}"
    if isinstance(value, (list, tuple)) and value:
        return f"[{inside}{f',{inside}'.join([indented(v, inside) for v in value])}{margin}]"
    return json.dumps(value)


def joined(parts: Iterable[str], last: str = "or") -> str:
    """Return words as a sentence lists them: `a, b or c`."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def tabbed(text: str, column: int) -> str:
    """Return `text` with the tabs behind it that reach `column`; at least one."""
    tabs = max(1, (column - width(text) + 7) // 8)
    return text + "\t" * tabs


def noted(text: str, note: str, column: int = 0) -> str:
    """Return a line with a comment behind it, at `column`; below it where both do not fit."""
    line = f"{tabbed(text, column)}/* {note} */"
    if width(line) <= WIDTH:
        return line
    indent = text[: len(text) - len(text.lstrip("\t"))]
    return f"{text}\n{indent}\t/* {note} */"


def located(texts: Iterable[tuple[Loc, list[str]]]) -> Iterator[str]:
    """Yield lines that the compiler takes for their declarations': `#line` where it must say so.

    Lines for declarations that follow each other need one `#line` together.
    """
    file, line = "", 0
    for loc, lines in texts:
        if (loc.file, loc.line) != (file, line):
            yield f'#line {loc.line} "{loc.file}"'
        yield from lines
        file, line = loc.file, loc.line + len(lines)
