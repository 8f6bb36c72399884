# SPDX-License-Identifier: BSD-3-Clause
"""Are edits texts as they say, and is what cannot be meant left alone?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from test_fixtures import ROOT, bad_decls

from gen.diag import Diag, Edit
from gen.edit.apply import changed, chosen
from gen.edit.argument import giver, with_argument, with_element, without_argument
from gen.edit.import_line import imported
from gen.edit.text import meant
from gen.fix import tree
from gen.generate import Result, examine
from gen.load import load
from gen.place import Loc, Source


def source(text: str) -> Source:
    return Source("a", text, ast.parse(text))


def insertion(col: int, text: str) -> Diag:
    return Diag("K0001", Loc("a", 1, col, col + 1), text, fix=(Edit(Loc("a", 1, col, col), text),))


def test_of_two_insertions_at_one_place_one_is_made_at_a_time() -> None:
    assert [d.what for d in chosen([insertion(3, "x"), insertion(3, "y")])] == ["x"]
    assert len(chosen([insertion(3, "x"), insertion(4, "y")])) == 2


def test_the_same_edit_of_two_mistakes_is_made_once() -> None:
    one = insertion(3, "x").fix
    both = [Diag("K0001", Loc("a", 1, 1, 2), "p", fix=(*one, *insertion(5, "p").fix)),
            Diag("K0002", Loc("a", 1, 2, 3), "q", fix=(*one, *insertion(6, "q").fix))]
    assert len(chosen(both)) == 2
    assert changed("abcdef\n", [edit for diag in both for edit in diag.fix]) == "abxcdpeqf\n"


def test_an_edit_may_have_lines() -> None:
    assert changed("a\nb\nc\n", [Edit(Loc("a", 1, 2, 1), "-", 3)]) == "a-c\n"
    assert changed("a\nb\n", [Edit(Loc("a", 2, 1, 1), "", 3)]) == "a\n"
    assert changed("ünï x\n", [Edit(Loc("a", 1, 5, 6), "y")]) == "ünï y\n"


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("from dsl import a, u8\n", ["L"], "from dsl import L, a, u8\n"),
        ("from dsl import L, a\n", ["u8"], "from dsl import L, a, u8\n"),
        ("from dsl import (\n    L,\n    u8,\n)\n", ["In"],
         "from dsl import (\n    In,\n    L,\n    u8,\n)\n"),
        ("from dsl import (\n    L,\n    u8,\n)\n", ["u64"],
         "from dsl import (\n    L,\n    u64,\n    u8,\n)\n"),
        ('"""Doc."""\n\nx = 1\n', ["u8"], '"""Doc."""\n\nfrom dsl import u8\n\nx = 1\n'),
        ("x = 1\n", ["u8"], "from dsl import u8\n\n\nx = 1\n"),
        ("from a.decl import B\n\nx = 1\n", ["u8"],
         "from a.decl import B\n\nfrom dsl import u8\n\nx = 1\n"),
        ("from dsl import u8\n", ["u8"], "from dsl import u8\n"),
        ("from dsl import *\n", ["u8"], "from dsl import *\n"),
        (f"from dsl import {'a' * 40}, {'b' * 42}\n", ["u8"],
         f"from dsl import (\n    {'a' * 40},\n    {'b' * 42},\n    u8,\n)\n"),
    ],
)
def test_words_are_imported_where_they_belong(text: str, words: list[str], right: str) -> None:
    assert changed(text, imported(source(text), *words)) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("f = g(1, a=2, b=3)\n", "f = g(1, b=3)\n"),
        ("f = g(a=2, b=3)\n", "f = g(b=3)\n"),
        ("f = g(a=2)\n", "f = g()\n"),
        ("f = g(\n    1,\n    a=2,\n)\n", "f = g(\n    1,\n)\n"),
        ("f = g(\n    1,  # why\n    a=2,\n)\n", "f = g(\n    1,  # why\n    a=2,\n)\n"),
    ],
)
def test_an_argument_goes_with_its_comma_and_without_a_comment(text: str, right: str) -> None:
    assert changed(text, without_argument(source(text), "f", "a")) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("f = g(1)\n", "f = g(1, a=2)\n"),
        ("f = g()\n", "f = g(a=2)\n"),
        ("f = g(\n    1,\n    b=3,\n)\n", "f = g(\n    1,\n    b=3,\n    a=2,\n)\n"),
    ],
)
def test_an_argument_comes_behind_the_others(text: str, right: str) -> None:
    made = source(text)
    assert changed(text, with_argument(made, giver(made, "f"), "a=2")) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("f = g(1)\n", "f = g(1, e=(X,))\n"),
        ("f = g(1, e=(A,))\n", "f = g(1, e=(A, X))\n"),
        ("f = g(1, e=(A, B))\n", "f = g(1, e=(A, B, X))\n"),
        ("f = g(1, e=())\n", "f = g(1, e=(X,))\n"),
        ("f = g(1, e=LIST)\n", "f = g(1, e=LIST)\n"),
    ],
)
def test_an_element_comes_into_a_tuple(text: str, right: str) -> None:
    assert changed(text, with_element(source(text), "f", "e", "X")) == right


def test_one_name_alone_is_meant() -> None:
    assert meant("EINVL", ["EINVAL", "EPERM"]) == "EINVAL"
    assert meant("u33", ["u32", "u64"]) == "u32"
    assert meant("raed", ["read", "road"]) == "read"
    assert meant("cat", ["car", "cap"]) == "", "two are as near"
    assert meant("frobnicate", ["open", "close"]) == ""


def test_a_fix_that_does_not_help_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture = ROOT / "tests/bad_decls/K0100-hidden-bytes"
    root = bad_decls().tree(tmp_path, fixture, "near.py")
    file = "kernel-src/bad/decl.py"
    useless = Diag("K0001", Loc(file, 1, 1, 2), "it stays", fix=(Edit(Loc(file, 1, 1, 1), "#\n"),))

    def stubborn(place: Path, config: str | None = None) -> Result:
        return Result(load(place), [useless], examine(place, config).system)

    monkeypatch.setattr(tree, "examine", stubborn)
    monkeypatch.setattr(tree, "analyse", stubborn)
    work = tree.mended(root)
    assert work.files == []
    assert work.done == []
    assert work.result.diags == [useless]
