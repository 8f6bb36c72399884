# SPDX-License-Identifier: BSD-3-Clause
"""Is what is declared drawn as it is?  DARNER_UPDATE=1 writes the drawings anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from declared import write

from gen.cli import main

HERE = Path(__file__).parent

DRAWINGS = (
    "layout Light", "layout Point", "layout Status", "layout Pte", "layout switch_frame",
    "call lamp_move", "call lamp_break", "register Lamp", "register lamp.status",
    "register lamp.data",
    "layout", "register", "call",
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("lamps"))


@pytest.fixture(autouse=True)
def eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CLICOLOR_FORCE", raising=False)


def shown(tree: Path, words: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["--root", str(tree), "show", *words.split()]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


@pytest.mark.parametrize("words", DRAWINGS)
def test_drawings_are_these(tree: Path, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    expected = HERE / "expected" / f"{words.replace(' ', '-')}.txt"
    text = shown(tree, words, capsys)
    if os.environ.get("DARNER_UPDATE"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(text)
    assert text == expected.read_text()


@pytest.mark.parametrize("words", DRAWINGS)
@pytest.mark.parametrize("columns", [72, 80, 100, 200])
def test_drawings_fit_the_terminal(
    tree: Path, words: str, columns: int, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    wide = [line for line in shown(tree, words, capsys).splitlines() if len(line) > columns]
    assert wide == []


def test_what_is_not_there_is_told(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(tree, "port", capsys) == "This kernel declares no port.\n"


def test_one_architecture_is_drawn_alone(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(tree, "layout Light --arch i386", capsys)
    assert "i386: 20 bytes" in text
    assert "x86_64" not in text


@pytest.mark.parametrize("words", DRAWINGS)
def test_colours_change_no_letter(
    tree: Path, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = shown(tree, words, capsys)
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    colored = shown(tree, words, capsys)
    assert "\033[" in colored
    assert re.sub(r"\033\[[\d;]*m", "", colored) == plain


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("layout Ligt", "Did you mean `Light`?"),
        ("layout lamp_move", "`lamp_move` is a system call (kernel-src/lamp/decl.py:39), and no "
                             "layout.\n        Say `./darner show call lamp_move`."),
        ("call Colour", "`Colour` is an enumeration"),
        ("call lamp_mov", "Did you mean `lamp_move`?"),
        ("call Ligt", "Did you mean a structure, `Light`? (`./darner show layout Light`)"),
        ("register lamp.stats", "Did you mean `lamp.status`?"),
        ("token xyzzy", "This kernel declares none."),
        ("call xyzzy", "There are lamp_break, lamp_move."),
    ],
)
def test_what_is_unknown_is_told(
    tree: Path, words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tree), "show", *words.split()]) == 1
    assert said in capsys.readouterr().err


def test_a_call_is_found_by_its_number(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(tree, "call 600", capsys) == shown(tree, "call lamp_move", capsys)


def test_what_is_wrong_is_told_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decl = write(tmp_path) / "kernel-src/lamp/decl.py"
    decl.write_text(decl.read_text().replace("colour: Colour", "colour: Color"))
    assert main(["--root", str(tmp_path), "show", "call", "lamp_move"]) == 1
    assert "error[K0002]" in capsys.readouterr().err
