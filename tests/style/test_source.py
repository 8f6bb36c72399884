# SPDX-License-Identifier: BSD-3-Clause
"""What stands in source files, and what must not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from source_file import ROOT, c_files, c_functions, files, lines_of, name_of

C_LICENCE = "/* SPDX-License-Identifier: BSD-3-Clause */"
LICENCE = "# SPDX-License-Identifier: BSD-3-Clause"

#: What is written, not drawn or locked.
TEXT = ("*.py", "*.c", "*.h", "*.S", "*.j2", "*.md", "*.cfg", "*.toml")

CONDITIONAL = re.compile(r"\s*#\s*(if|ifdef|ifndef|elif|else)\b")
GUARD = re.compile(r"#ifndef \w+_H$")
TAG = re.compile(r"\b(FIXME|XXX|YYY|HACK|T[O]DO(?!\(#\d+\):))\b")
LOCAL = re.compile(r"(?<![\w.$])/(home|root|work|tmp|Users)/")

#: The words of a Context: line, which may say more behind them.
CONTEXT = re.compile(r"Context: (any|thread|intr|crit|boot|holds \w+|owner of \w+)\b")

EMPTY_NAMES = ("utils", "helpers", "common", "misc", "base", "util", "helper")

#: Here these words are what is looked for.
SELF = Path(__file__)


def texts() -> tuple[Path, ...]:
    """Return every file that people write as text."""
    return tuple(file for kind in TEXT for file in files(kind) if file != SELF)


def found_by(pattern: re.Pattern[str], where: Iterable[Path]) -> list[str]:
    """Return the places where a pattern is found."""
    return [
        f"{name_of(file)}:{number}: {line.strip()}"
        for file in where
        for number, line in enumerate(lines_of(file), 1)
        if pattern.search(line)
    ]


def without(first: str, where: Iterable[Path]) -> list[str]:
    """Return the files that do not begin with a line."""
    return [name_of(file) for file in where if (lines_of(file) or [""])[0] != first]


def test_files_begin_with_the_licence() -> None:
    assert without(C_LICENCE, (*c_files(), *files("*.S"))) == []
    assert without(LICENCE, (*files("*.py"), ROOT / "SConstruct", *files("*.cfg"))) == []
    assert [s for s in ("darner", ".ci/run") if lines_of(ROOT / s)[1] != LICENCE] == []


def test_files_end_as_text_does() -> None:
    contents = {name_of(file): file.read_text() for file in texts()}
    assert [name for name, text in contents.items() if text and not text.endswith("\n")] == []
    assert [name for name, text in contents.items() if text.endswith("\n\n")] == []
    assert found_by(re.compile(r"[ \t]$"), texts()) == []


def test_nothing_is_put_off_without_an_issue() -> None:
    assert found_by(TAG, texts()) == []


def test_no_path_of_a_machine_is_written_down() -> None:
    assert found_by(LOCAL, texts()) == []


@pytest.mark.parametrize(("folder", "limit"), [("kernel-src", 0), ("arch", 2), ("user", 0)])
def test_c_has_no_variants(folder: str, limit: int) -> None:
    """Variation is a row in the model, or `if (CONSTANT)'."""
    found = found_by(CONDITIONAL, (*c_files(folder), *files("*.S", folder)))
    assert len([line for line in found if not GUARD.search(line)]) <= limit, found


def test_functions_say_from_where_they_are_called() -> None:
    found = [
        f
        for file in files("*.c", "kernel-src", "arch")
        if "tests" not in file.parts
        for f in c_functions(file)
        if not f.static and not f.name.isupper()
    ]
    assert len(found) > 100
    assert [str(f) for f in found if not CONTEXT.search(f.comment)] == []


def test_modules_have_names_that_say_something() -> None:
    assert [name_of(file) for file in files("*") if file.stem in EMPTY_NAMES] == []


def test_names_do_not_begin_with_underscores() -> None:
    """Only the compiler's own names do, which it calls by itself."""
    mine = re.compile(r"_(?!_u?(div|mod)\w*di[34]$|_ubsan_handle_|_asan_|_stack_chk_fail$)")
    found = [f for file in c_files("kernel-src", "arch") for f in c_functions(file)]
    assert [str(f) for f in found if mine.match(f.name)] == []


def test_test_modules_have_names_of_their_own() -> None:
    """Pytest takes one module of a name, and collects nothing at all when there are two."""
    names = Counter(file.name for file in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
