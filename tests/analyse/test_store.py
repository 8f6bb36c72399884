# SPDX-License-Identifier: BSD-3-Clause
"""Is what was kept used when it is true, and never when it is not?"""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path

import pytest
from c_tree import changed, said

from gen.analyse import store
from gen.analyse.program import Reader

ECHO = "kernel-src/echo/echo.c"
LOST = ("\tkept = m;\n", "")

#: What a file that was kept may have become.
DAMAGE = (b"", b"{", b"null", b"[]", b"\x00\xff", b'{"key": 1}', b"[" * 100_000)


@pytest.fixture
def read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of the files that are read anew from here on."""
    assert said(tree) == []
    names: list[str] = []
    fresh = Reader._fresh

    def noted(self: Reader, source: str, of: tuple[str, ...] | None) -> object:
        names.append(source)
        return fresh(self, source, of)

    monkeypatch.setattr(Reader, "_fresh", noted)
    return names


def test_the_same_tree_is_read_once(tree: Path, read: list[str]) -> None:
    assert said(tree) == []
    assert read == []


def test_an_edited_file_alone_is_read_again(tree: Path, read: list[str]) -> None:
    with changed(tree, ECHO, ("static uint32_t noted;", "static uint32_t noted;\t/* last */")):
        assert said(tree) == []
    assert read == [ECHO, ECHO]  # for each architecture


def test_an_edited_header_is_read_with_all_that_include_it(tree: Path, read: list[str]) -> None:
    edit = ("ECHO_TEXT = 64", "ECHO_TEXT = 63")
    with changed(tree, "kernel-src/echo/echo.h", edit):
        assert said(tree) == []
    names = {name.rpartition("/")[2] for name in read}
    assert {"echo.c", "headers.c"} <= names
    assert "page.c" not in names


def test_a_mistake_is_told_again_from_what_was_kept(tree: Path, read: list[str]) -> None:
    with changed(tree, ECHO, LOST):
        first = said(tree)
        read.clear()
        assert said(tree) == first
        assert [d.code for d in first] == ["K0303"]
        (tree / store.FOLDER / "verdict-DEBUG.json").unlink()
        assert said(tree) == first
    assert read == []


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: repr(damage[:12]))
def test_a_damaged_file_says_nothing(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(damage)
    assert store.read(tmp_path / "kept", "key") is None


def test_damaged_files_are_made_anew(tree: Path) -> None:
    assert said(tree) == []
    folder = tree / store.FOLDER
    facts = sorted(folder.glob("*-DEBUG/facts/*echo*.json"))
    assert len(facts) >= len(DAMAGE)
    (folder / "verdict-DEBUG.json").write_bytes(b"{")
    for path, damage in zip(facts, cycle(DAMAGE), strict=False):
        path.write_bytes(damage)
    assert said(tree) == []
    with changed(tree, ECHO, LOST):
        assert [d.code for d in said(tree)] == ["K0303"]


def test_damaged_facts_under_the_right_key_are_made_anew(tree: Path) -> None:
    assert said(tree) == []
    folder = tree / store.FOLDER
    for path in [folder / "verdict-DEBUG.json", *folder.glob("*-DEBUG/facts/*echo.c.json")]:
        kept = json.loads(path.read_text())
        kept["value"] = [["x"], [[1], 2]]
        path.write_text(json.dumps(kept))
    assert said(tree) == []


def test_bytecode_is_no_part_of_the_tools() -> None:
    """A first check may write it: the second one is not to begin anew for that."""
    place = Path(store.__file__).parent / "__pycache__"
    before = store.tools.__wrapped__()
    existed = place.is_dir()
    place.mkdir(exist_ok=True)
    added = place / "none.cpython-0.pyc"
    added.write_bytes(b"")
    try:
        assert store.tools.__wrapped__() == before
    finally:
        added.unlink()
        if not existed:
            place.rmdir()


def test_a_folder_that_cannot_be_written_is_no_mistake(tmp_path: Path) -> None:
    store.write(tmp_path / "file" / "below", "key", [])
    (tmp_path / "plain").write_text("")
    store.write(tmp_path / "plain" / "below", "key", [])
    assert store.read(tmp_path / "plain" / "below", "key") is None
    assert store.read(tmp_path / "file" / "below", "key") == []
