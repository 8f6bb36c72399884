# SPDX-License-Identifier: BSD-3-Clause
"""Does `./darner fix` mend what the analyser says of C, and can that be taken back?"""

from __future__ import annotations

from pathlib import Path

import pytest
from c_tree import changed, said

from gen.cli import main
from gen.diag import Diag

FILE = "kernel-src/echo/echo.c"


def fix(tree: Path, *words: str) -> int:
    """Run `./darner fix` on a tree."""
    return main(["--root", str(tree), "fix", *words])


@pytest.mark.parametrize(("right", "wrong", "code"), [
    ("int\necho_on_open(", "long\necho_on_open(", "K0305"),
    ("Context: thread */\nint\necho_on_open(", "Context: thraed */\nint\necho_on_open(",
     "K0325"),
    ("\t\treturn (EINVAL);", "\t\treturn (-EINVAL);", "K0311"),
])
def test_what_is_mechanical_in_c_is_mended(
    right: str, wrong: str, code: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (tree / FILE).read_text()
    with changed(tree, FILE, (right, wrong)) as text:
        assert [d.code for d in said(tree)] == [code]
        assert fix(tree, "--no-c") == 0
        assert (tree / FILE).read_text() == text
        assert fix(tree) == 0
        printed = capsys.readouterr().out
        assert f"mended {code} at {FILE}:" in printed
        assert (tree / FILE).read_text() == before
        assert fix(tree, "--undo") == 0
        assert (tree / FILE).read_text() == text


def test_what_wants_a_choice_is_told(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with changed(tree, FILE, ("Context: thread */\nint\necho_on_open(",
                              "Context: sometimes */\nint\necho_on_open(")):
        assert fix(tree) == 1
        printed = capsys.readouterr()
        assert "nothing mechanical to mend" in printed.out
        assert "K0325" in printed.out + printed.err


def test_edits_are_kept_with_what_was_found(tree: Path) -> None:
    """What is told from the store mends as what is found."""
    found: list[list[Diag]] = []
    with changed(tree, FILE, ("int\necho_on_open(", "long\necho_on_open(")):
        found += [said(tree), said(tree)]
    assert found[0] == found[1]
    assert found[0][0].fix
