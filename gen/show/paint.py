# SPDX-License-Identifier: BSD-3-Clause
"""Lines on a terminal: its width, its colours, its letters; blocks beside each other."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from gen.diag_render import BLUE, BOLD, PLAIN, RED, is_colored

#: What a terminal has at least, and how wide a drawing grows at most.
NARROW, WIDE = 72, 132

#: Signs that only some terminals have, and what stands for each elsewhere.
SIGNS = str.maketrans({
    **dict.fromkeys("┌┐└┘├┤┬┴┼╴╶╵╷", "+"), "─": "-", "│": "|", "░": "#", "⋮": ":", "…": "~",
    "▶": ">", "◀": "<", "▼": "v", "═": "=", "×": "x", "●": "*", "○": "o",
})

#: What is coloured, and how: holes, lines of a drawing, places, what is wrong.
HOLE = re.compile("░+")
LINES = re.compile("[┌┐└┘├┤┬┴┼─│╴╶╵╷▶◀▼⋮]+")
PLACE = re.compile(r"\b[\w./+-]+\.(?:py|c|h|S|2):\d+\b")
WRONG = re.compile(r"!! .*")


def width() -> int:
    """Return how many columns a drawing may have; COLUMNS says so, too."""
    return max(NARROW, min(WIDE, shutil.get_terminal_size((80, 24)).columns))


def finished(lines: Iterable[str], *, color: bool, signs: bool = True) -> str:
    """Return a drawing as it is printed."""
    shown = [line.rstrip() if signs else line.rstrip().translate(SIGNS) for line in lines]
    return "\n".join(map(colored, shown) if color else shown)


def show(lines: Iterable[str]) -> None:
    """Print a drawing."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    signs = encoding.replace("-", "").startswith("utf")
    print(finished(lines, color=is_colored(sys.stdout), signs=signs))


def colored(line: str) -> str:
    """Return a line with a terminal's colours: what begins at the margin is a heading."""
    if WRONG.search(line):
        return WRONG.sub(lambda m: f"{RED}{m[0]}{PLAIN}", line)
    line = HOLE.sub(lambda m: f"{RED}{m[0]}{PLAIN}", line)
    line = LINES.sub(lambda m: f"{BLUE}{m[0]}{PLAIN}", line)
    place = PLACE.search(line)
    head, tail = (line[: place.start()], line[place.start():]) if place else (line, "")
    if head[:1].isalpha():
        head = f"{BOLD}{head}{PLAIN}"
    return head + PLACE.sub(lambda m: f"{BLUE}{m[0]}{PLAIN}", tail)


def headed(title: str, place: str) -> str:
    """Return the line above a drawing: what it is, and at the right margin where it stands."""
    room = width() - len(place)
    return f"{title:<{room - 1}} {place}" if len(title) < room else f"{title}  {place}"


def told(doc: str, indent: str = "    ") -> Iterator[str]:
    """Yield a docstring, folded; the lines of a list in it stay lines."""
    for part in doc.split("\n\n"):
        if part.strip():
            yield ""
        for line in joined(part.splitlines()):
            yield from textwrap.wrap(line, width(), initial_indent=indent,
                                     subsequent_indent=indent)


def joined(lines: Sequence[str]) -> list[str]:
    """Return the lines of a paragraph as one, those of a list `NAME: text` as one each."""
    rows: list[str] = []
    for line in lines:
        if rows and not re.match(r"[A-Z_0-9]{2,}: ", line):
            rows[-1] += f" {line}"
        else:
            rows.append(line)
    return rows


def beside(blocks: Sequence[Sequence[str]], gap: int = 3) -> list[str]:
    """Return blocks beside each other, or below where the terminal is too narrow."""
    widths = [max(map(len, block), default=0) for block in blocks]
    if sum(widths) + gap * (len(blocks) - 1) > width():
        return [line for n, block in enumerate(blocks) for line in (*[""][:n], *block)]
    height = max(map(len, blocks), default=0)
    rows = []
    for number in range(height):
        parts = [
            f"{block[number] if number < len(block) else '':<{size}}"
            for block, size in zip(blocks, widths, strict=True)
        ]
        rows.append((" " * gap).join(parts).rstrip())
    return rows


def table(rows: Sequence[Sequence[str]], indent: str = "    ", gap: int = 2) -> list[str]:
    """Return rows in columns as wide as they need to be; the last one is folded."""
    if not rows:
        return []
    columns = max(map(len, rows))
    full = [[*row, *[""] * (columns - len(row))] for row in rows]
    widths = [max(len(row[c]) for row in full) for c in range(columns - 1)]
    lines = []
    for row in full:
        head = indent + "".join(
            f"{cell:<{size + gap}}" for cell, size in zip(row, widths, strict=False)
        )
        room = max(width() - len(head), 20)
        tail = textwrap.wrap(row[-1], room, break_on_hyphens=False) or [""]
        lines.append(f"{head}{tail[0]}".rstrip())
        lines += [f"{' ' * len(head)}{more}" for more in tail[1:]]
    return lines
