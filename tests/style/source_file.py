# SPDX-License-Identifier: BSD-3-Clause
"""The files that people write, and the functions in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Where people write; everything else is built, installed, or not ours.
FOLDERS = (
    "dsl", "gen", "templates", "site_scons", "front", "kernel-src", "arch", "user", "images",
    "tests", "doc", ".ci",
)  # fmt: skip

#: Files whose content is what a tool prints, or wrong on purpose.
NOT_WRITTEN = re.compile(r"tests/golden/\w+/\w+/|tests/bad_decls/[^/]+/|(.*/)?__pycache__/")


@dataclass(frozen=True)
class Function:
    """A function: its name, the comment above it, where it begins, how long it is."""

    file: Path
    name: str
    line: int
    length: int
    comment: str = ""
    static: bool = False

    def __str__(self) -> str:
        return f"{name_of(self.file)}:{self.line}: {self.name}"


@cache
def files(pattern: str, *folders: str) -> tuple[Path, ...]:
    """Return the files that match, in folders (all of ours, unless told), sorted."""
    found = {
        place
        for folder in folders or FOLDERS
        for place in (ROOT / folder).rglob(pattern)
        if place.is_file() and not NOT_WRITTEN.match(name_of(place))
    }
    return tuple(sorted(found))


def c_files(*folders: str) -> tuple[Path, ...]:
    """Return C files and headers."""
    return files("*.[ch]", *folders)


def name_of(file: Path) -> str:
    """Return a file's path in the tree."""
    return file.relative_to(ROOT).as_posix()


def lines_of(file: Path) -> list[str]:
    """Return a file's lines."""
    return file.read_text().splitlines()


def python_functions(file: Path) -> Iterator[Function]:
    """Yield the functions of a Python file, nested ones too."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            length = node.end_lineno - node.lineno + 1
            yield Function(file, node.name, node.lineno, length)


def c_functions(file: Path) -> Iterator[Function]:
    """Yield the functions of a C file in style(9): the name and the braces in column 0."""
    lines = lines_of(file)
    for index, line in enumerate(lines):
        match = re.match(r"(\w+)\(", line)
        if not match or index == 0:
            continue
        opening = next(
            (i for i in range(index, len(lines)) if lines[i][:1] == "{" or ";" in lines[i]), None
        )
        if opening is None or lines[opening][:1] != "{":
            continue
        closing = next(i for i in range(opening, len(lines)) if lines[i][:1] == "}")
        static = lines[index - 1].startswith("static")
        comment = comment_above(lines, index - 1)
        yield Function(file, match[1], index + 1, closing - index + 1, comment, static)


def comment_above(lines: list[str], index: int) -> str:
    """Return the comment that ends right above a line."""
    last = index - 1
    while last >= 0 and lines[last].startswith("__attribute__"):
        last -= 1
    if last < 0 or not lines[last].endswith("*/"):
        return ""
    first = next(i for i in range(last, -1, -1) if lines[i].lstrip().startswith("/*"))
    return "\n".join(lines[first : last + 1])
