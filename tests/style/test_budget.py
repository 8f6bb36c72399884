# SPDX-License-Identifier: BSD-3-Clause
"""Is everything small enough to be read?  The limits are the house's; beyond them, split."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from source_file import ROOT, c_files, c_functions, files, lines_of, name_of, python_functions

PYTHON, DECLARATION, TEMPLATE, C, TOOL = 400, 250, 150, 600, 200
PYTHON_FUNCTION, C_FUNCTION = 50, 60
ASSEMBLY_OF_ARCH = 500
PYTHON_WIDTH, C_WIDTH = 100, 80
README, DECISION = 150, 60


def too_long(found: Iterable[Path], limit: int) -> list[str]:
    """Return the files with more lines than the limit."""
    counted = ((file, len(lines_of(file))) for file in found)
    return [f"{name_of(file)}: {count} lines" for file, count in counted if count > limit]


def too_wide(found: Iterable[Path], limit: int) -> list[str]:
    """Return the lines with more columns than the limit; a tab goes to the next eighth."""
    return [
        f"{name_of(file)}:{number}: {len(line.expandtabs(8))} columns"
        for file in found
        for number, line in enumerate(lines_of(file), 1)
        if len(line.expandtabs(8)) > limit
    ]


def test_python_files_are_short() -> None:
    assert too_long(files("*.py"), PYTHON) == []
    assert too_long(files("decl.py"), DECLARATION) == []


def test_build_files_are_short() -> None:
    assert too_long([ROOT / "SConstruct", *files("*", "site_scons")], TOOL) == []


def test_c_files_are_short() -> None:
    assert too_long(c_files(), C) == []


def test_templates_are_short() -> None:
    assert too_long(files("*.j2", "templates"), TEMPLATE) == []


def depths(file: Path) -> Iterator[tuple[int, int]]:
    """Yield the lines of a template that open something, with how deep they are nested."""
    depth = 0
    for number, line in enumerate(lines_of(file), 1):
        for word in re.findall(r"(?:^\s*(?://|#)%|\{%-?)\s*(\w+)", line):
            depth += {"if": 1, "for": 1, "endif": -1, "endfor": -1}.get(word, 0)
            if word in ("if", "for"):
                yield number, depth


def test_templates_are_flat() -> None:
    """A third level means that the backend has not finished."""
    found = files("*.j2", "templates")
    deep = [f"{name_of(f)}:{n}" for f in found for n, depth in depths(f) if depth > 2]
    assert deep == []


def test_documents_are_short() -> None:
    assert too_long([ROOT / "README.md"], README) == []
    assert too_long(files("*.md", "doc/adr"), DECISION) == []


def test_python_functions_are_short() -> None:
    found = [f for file in files("*.py") for f in python_functions(file)]
    assert len(found) > 500
    assert [str(f) for f in found if f.length > PYTHON_FUNCTION] == []


def test_c_functions_are_short() -> None:
    found = [f for file in c_files() for f in c_functions(file)]
    assert len(found) > 500
    assert [str(f) for f in found if f.length > C_FUNCTION] == []


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_assembly_is_little(arch: str) -> None:
    """Vectors, stubs and offsets are generated.  What only tests use does not count."""
    found = files("*.S", f"arch/{arch}", "arch/x86")
    kept = [file for file in found if not file.stem.endswith("_test")]
    assert sum(len(lines_of(file)) for file in kept) <= ASSEMBLY_OF_ARCH


def test_lines_are_narrow() -> None:
    assert too_wide(files("*.py"), PYTHON_WIDTH) == []
    assert too_wide((*c_files(), *files("*.S")), C_WIDTH) == []
