# SPDX-License-Identifier: BSD-3-Clause
"""Does `./darner new` write lines that pass the check as they are, and refuse the rest?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gen import cli, new

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path, with_facts: Callable[[Path], None]) -> Path:
    """Return a copy of everything that the generator reads, to write into."""
    for name in ("arch", "kernel-src", "user", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    with_facts(tmp_path)
    return tmp_path


def darner(tree: Path, *words: str) -> int:
    """Run one of the generator's commands on a tree."""
    return cli.main(["--root", str(tree), *words])


@pytest.mark.parametrize("owner", ["fresh", "proc", "console", "syscall"])
def test_new_call_passes_the_check(
    tree: Path, owner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert darner(tree, "new", "syscall", owner, "twice") == 0
    assert capsys.readouterr().out == (
        f"kernel-src/{owner}/decl.py\nkernel-src/{owner}/twice.c\n"
    )
    assert darner(tree, "abi", "--update") == 0  # who had a lock promises the call, too
    assert darner(tree, "check") == 0


def test_new_subsystem_passes_the_check(tree: Path) -> None:
    assert darner(tree, "new", "subsystem", "fresh") == 0
    assert darner(tree, "check") == 0
    assert darner(tree, "new", "syscall", "fresh", "twice") == 0
    assert darner(tree, "check") == 0


@pytest.mark.parametrize("owner", ["fresh", "proc", "echo"])
@pytest.mark.parametrize("kind", ["port", "message", "token"])
def test_new_messaging_passes_the_check(tree: Path, owner: str, kind: str) -> None:
    assert darner(tree, "new", kind, owner, "lamp") == 0
    assert darner(tree, "check") == 0
    assert darner(tree, "new", kind, owner, "fan") == 0
    assert darner(tree, "check") == 0


def test_two_new_calls_have_two_numbers(tree: Path) -> None:
    assert darner(tree, "new", "syscall", "fresh", "twice") == 0
    assert darner(tree, "new", "syscall", "fresh", "thrice") == 0
    assert darner(tree, "check") == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("subsystem", "proc"), "there is a subsystem `proc` already"),
        (("subsystem", "Fresh"), "`Fresh` is no name"),
        (("subsystem", "json"), "is a module of Python's own library"),
        (("syscall", "proc", "for"), "`for` is no name"),
        (("syscall", "proc", "double"), "`double` is no name"),
        (("port", "fresh", "Lamp"), "`Lamp` is no name"),
        (("message", "fresh", "ping"), "`Ping` is declared already: kernel-src/echo/decl.py:"),
        (("token", "echo/tests", "lamp"), "`echo/tests` is no name"),
    ],
)
def test_a_refusal_says_why_and_writes_nothing(
    tree: Path, words: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tree.rglob("*"))
    assert darner(tree, "new", *words) == cli.MISTAKE
    assert why in capsys.readouterr().err
    assert sorted(tree.rglob("*")) == before


def test_imports_stay_sorted_and_short() -> None:
    names = ", ".join(f"Word{n:02}" for n in range(14))
    source = new.with_words(f'"""X."""\n\nfrom dsl import {names}\n')
    assert max(map(len, source.splitlines())) <= 100
    assert new.with_words(source) == source
