# SPDX-License-Identifier: BSD-3-Clause
"""Would the tests of style see what they look for?"""

from __future__ import annotations

from pathlib import Path

import pytest
import source_file
from source_file import c_functions, python_functions
from test_budget import too_long, too_wide
from test_layering import strangers
from test_source import CONDITIONAL, CONTEXT, GUARD, LOCAL, TAG, found_by

C = """\
/* Context: any */
static int
first(void)
{
	return (0);
}

/*
 * Says much.
 *
 * Context: crit, holds map_token
 */
void
second(int argument,
    int more)
{
	first();
}

int	third(void);
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is taken for the tree."""
    monkeypatch.setattr(source_file, "ROOT", tmp_path)
    return tmp_path


def test_c_functions_are_seen(place: Path) -> None:
    file = place / "one.c"
    file.write_text(C)
    first, second = c_functions(file)
    assert (first.name, first.line, first.length, first.static) == ("first", 3, 4, True)
    assert (second.name, second.length, second.static) == ("second", 5, False)
    assert CONTEXT.search(first.comment) and CONTEXT.search(second.comment)


def test_python_functions_are_seen(place: Path) -> None:
    file = place / "one.py"
    file.write_text("def outer():\n    def inner():\n        pass\n    return inner\n")
    assert {f.name: f.length for f in python_functions(file)} == {"outer": 4, "inner": 2}


def test_long_and_wide_files_are_seen(place: Path) -> None:
    file = place / "one.c"
    file.write_text("\tint wide;\n" * 3)
    assert too_long([file], 2) == ["one.c: 3 lines"]
    assert too_long([file], 3) == []
    assert too_wide([file], 16) == [f"one.c:{n}: 17 columns" for n in (1, 2, 3)]
    assert too_wide([file], 17) == []


def test_strangers_are_seen(place: Path) -> None:
    file = place / "one.py"
    file.write_text("import re\nfrom dsl import u8\nfrom gen.check import rules\n")
    assert strangers((file,), ("dsl",)) == ["one.py:3: gen.check"]


@pytest.mark.parametrize("line", ["#if 0", "# ifdef X", "#else", "#ifndef ONE_HARDER"])
def test_conditionals_are_seen(line: str) -> None:
    assert CONDITIONAL.match(line) and not GUARD.search(line)


@pytest.mark.parametrize(
    ("pattern", "wrong", "right"),
    [
        (TAG, "X" "XX: later", "the XXXL size"),
        (TAG, "TO" "DO: later", "TO" "DO(#12): later"),
        (LOCAL, "see /ho" "me/me/x", "see out/tmp/x"),
    ],
)
def test_tags_and_paths_are_seen(place: Path, pattern: object, wrong: str, right: str) -> None:
    file = place / "one.md"
    file.write_text(f"{right}\n{wrong}\n")
    assert found_by(pattern, [file]) == [f"one.md:2: {wrong}"]  # type: ignore[arg-type]
