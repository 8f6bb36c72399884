# SPDX-License-Identifier: BSD-3-Clause
"""Is every wrong declaration whose diagnostic has a fix mended by it, and nothing else changed?"""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from gen.diag import Diag
from gen.edit.apply import changed, chosen
from gen.fix.tree import Mended, mended
from gen.generate import examine

ROOT = Path(__file__).resolve().parents[2]


@cache
def bad_decls() -> ModuleType:
    """Return the module that knows what a fixture's tree is."""
    place = ROOT / "tests" / "bad_decls" / "test_bad_decls.py"
    spec = importlib.util.spec_from_file_location("bad_decls_of_fix", place)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


FIXTURES: list[Path] = bad_decls().FIXTURES

#: Fixtures with a second mistake, which needs a choice.
SECOND = {"K0058-string-out": "K0058"}

#: How many fixtures are mended mechanically, at least.
LEAST = 100


def files(root: Path) -> dict[str, bytes]:
    """Return all that a tree holds."""
    return {p.relative_to(root).as_posix(): p.read_bytes()
            for p in sorted(root.rglob("*")) if p.is_file() and "__pycache__" not in p.parts}


def write(root: Path, work: Mended) -> None:
    for name in work.files:
        (root / name).write_bytes(work.after[name])


def errors(diags: list[Diag]) -> set[tuple[str, str]]:
    return {(diag.code, diag.what) for diag in diags}


def fixable() -> Iterator[Path]:
    """Yield the fixtures whose expected text says that they are mended mechanically."""
    for fixture in FIXTURES:
        text = (fixture / "expected.txt").read_text()
        if re.search(r"^ *\d+ [-+~] ", text, re.MULTILINE):
            yield fixture


@pytest.mark.parametrize("fixture", list(fixable()), ids=lambda p: p.name)
def test_a_fix_takes_its_error_away(fixture: Path, tmp_path: Path) -> None:
    root = bad_decls().tree(tmp_path, fixture, "bad.py")
    before, result = files(root), examine(root)
    todo = [diag for diag in result.diags if diag.fix]
    assert todo
    work = mended(root)
    assert files(root) == before, "only the copy is mended"
    assert work.done
    write(root, work)
    again = examine(root)
    assert errors(again.diags) & errors(todo) == set()
    assert errors(again.diags) == errors(work.result.diags)

    # What was not wrong is byte for byte as it was, and all of it is Python.
    touched = {edit.at.file for diag in work.done for edit in diag.fix}
    now = files(root)
    assert {name for name in now if now[name] != before.get(name)} <= touched
    for name in now:
        if name.endswith(".py"):
            ast.parse(now[name])

    # A second time changes nothing more.
    assert mended(root).files == []

    # With the handlers that were not looked for before, all is right.
    if not (fixture / "bad.c").is_file():
        (root / "kernel-src/bad/bad.c").write_text("".join(bad_decls().handlers(root)))
    left = {diag.code for diag in examine(root).diags}
    assert left == {SECOND[fixture.name]} if fixture.name in SECOND else not left


@pytest.mark.parametrize("fixture", list(fixable()), ids=lambda p: p.name)
def test_a_fix_touches_only_what_it_says(fixture: Path, tmp_path: Path) -> None:
    root = bad_decls().tree(tmp_path, fixture, "bad.py")
    diag = chosen(examine(root).diags)[0]
    for name in {edit.at.file for edit in diag.fix}:
        edits = [edit for edit in diag.fix if edit.at.file == name]
        old = (root / name).read_text().splitlines()
        new = changed((root / name).read_text(), edits).splitlines()
        lines = {line for e in edits for line in range(e.at.line, (e.last or e.at.line) + 1)}
        kept = [text for line, text in enumerate(old, 1) if line not in lines]
        rest = iter(new)
        assert all(any(text == other for other in rest) for text in kept)


def test_many_mistakes_are_mended_mechanically() -> None:
    names = [fixture.name for fixture in fixable()]
    print(f"{len(names)} of {len(FIXTURES)} fixtures are mended mechanically")
    assert len(names) >= LEAST
