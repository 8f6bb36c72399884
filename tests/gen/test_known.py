# SPDX-License-Identifier: BSD-3-Clause
"""Is what was found right before asked again exactly when it must be?"""

from __future__ import annotations

from pathlib import Path

import pytest
from little_tree import write

from gen import kept
from gen.load import Declared, load
from gen.place import Source

BASE = """
from dsl import Struct, u32

class Point(Struct):
    x: u32
"""

USES = """
from dsl import Struct, u32
from base.decl import Point

class Line(Struct):
    begin: Point
    end: Point
"""

ALONE = """
from dsl import Struct, u8

class Alone(Struct):
    only: u8
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree of which everything is kept."""
    write(tmp_path, base=BASE, uses=USES, alone=ALONE)
    load(tmp_path).keep()
    return tmp_path


def fresh(declared: Declared) -> list[str]:
    return [module.subsystem for module in declared.fresh().everything()]


def edit(root: Path, subsystem: str, old: str, new: str) -> None:
    place = root / "kernel-src" / subsystem / "decl.py"
    text = place.read_text()
    assert old in text
    place.write_text(text.replace(old, new))


def test_nothing_is_fresh_in_a_tree_that_is_as_it_was(root: Path) -> None:
    assert fresh(load(root)) == []


def test_what_rests_on_an_edit_is_fresh(root: Path) -> None:
    edit(root, "base", "x: u32", "y: u32")
    assert fresh(load(root)) == ["base", "uses"]


def test_what_rests_on_nothing_else_stays(root: Path) -> None:
    edit(root, "uses", "end", "last")
    assert fresh(load(root)) == ["uses"]


def test_an_edit_stays_fresh_until_it_is_kept(root: Path) -> None:
    edit(root, "alone", "only", "one")
    assert fresh(load(root)) == fresh(load(root)) == ["alone"]
    load(root).keep()
    assert fresh(load(root)) == []


def test_everything_is_fresh_to_another_generator(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "maker", lambda root: ("another",))
    assert len(fresh(load(root))) == 7  # four subsystems, two architectures, what they share


@pytest.mark.parametrize("spoil", [
    lambda data: b"", lambda data: data[:-1], lambda data: data[: len(data) // 2],
    lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:], lambda data: b"x" + data,
])
def test_a_spoilt_file_is_made_again(root: Path, spoil: object) -> None:
    place = root / kept.FOLDER / "declarations"
    place.write_bytes(spoil(place.read_bytes()))  # type: ignore[operator]
    declared = load(root)
    assert declared.errors == []
    assert len(fresh(declared)) == 7
    declared.keep()
    assert fresh(load(root)) == []


def test_places_are_the_same_from_what_is_kept(root: Path) -> None:
    def places(declared: Declared) -> list[str]:
        return [str(item.loc) for item in declared.owners.values()]

    first = load(root)
    before = places(first)
    first.keep()
    again = load(root)
    assert places(again) == before
    assert not any(is_parsed(module.source) for module in again.everything())


def is_parsed(source: Source) -> bool:
    return "tree" in vars(source)


def test_what_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    write(tmp_path, base=BASE)
    (tmp_path / "out").write_text("no folder")
    load(tmp_path).keep()
    assert load(tmp_path).errors == []
