# SPDX-License-Identifier: BSD-3-Clause
"""Does an edit make what a run from nothing makes, and only what it must?"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gen import kept
from gen.artefact import Artefact
from gen.generate import Result, generate
from gen.render import Renderer

ROOT = Path(__file__).resolve().parents[2]

#: Where a declaration is edited, what is taken, and what is written for it.
EDITS = {
    "a field more": ("kernel-src/clock/decl.py", r"(    tv_nsec: isize\n)", r"\1    more: isize\n"),
    "lines move": ("kernel-src/vm/decl.py", r"(\nfrom dsl import )", r"\n\n\n\1"),
    "a manual": ("kernel-src/proc/decl.py", r'(def getpid\(\)[^\n]*\n    """)', r"\1So it is: "),
    "a flag's name": ("kernel-src/vm/decl.py", r"PROT_EXEC", "PROT_EXECUTE"),
    "who takes what is freed": ("kernel-src/msgport/decl.py", "freed=FreeReplyPort",
                                "freed=NullReplyPort"),
    "a register's bits": ("kernel-src/drv/lapic/decl.py", r"    status = bit\(12, ro\)\n", ""),
    "facts": ("arch/x86_64/facts.py", r"\Z", "\n# The end.\n"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the tree's declarations, and of what else the generator reads."""
    root = tmp_path / "tree"
    for part in ("kernel-src", "arch", "user", "templates"):
        shutil.copytree(ROOT / part, root / part)
    for lock in root.glob("kernel-src/**/abi.txt"):
        lock.unlink()
    return root


def made(root: Path) -> Result:
    result = generate(root, "x86_64", "DEBUG", root / "out/x86_64-DEBUG")
    assert result.diags == []
    return result


def held(root: Path) -> dict[str, bytes]:
    folder = root / "out/x86_64-DEBUG/gen"
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def edited(root: Path, file: str, old: str, new: str) -> None:
    place = root / file
    text = re.sub(old, new, before := place.read_text())
    assert text != before
    place.write_text(text)


def from_nothing(root: Path) -> dict[str, bytes]:
    shutil.rmtree(root / "out")
    made(root)
    return held(root)


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_an_edit_makes_what_a_run_from_nothing_makes(
    tree: Path, edit: tuple[str, str, str]
) -> None:
    made(tree)
    edited(tree, *edit)
    made(tree)
    after = held(tree)
    assert after == from_nothing(tree)


def test_an_edit_of_a_manual_makes_its_own_page_alone(tree: Path) -> None:
    made(tree)
    first = r'(def getpid\(\)[^\n]*\n    """[^\n]*?\.)'
    edited(tree, "kernel-src/proc/decl.py", first, r"\1\n\n    And so on.")
    changed = made(tree).changed
    assert "man/getpid.2" in changed
    assert [name for name in changed if name.startswith("man/")] == ["man/getpid.2"]


def test_nothing_is_written_when_nothing_has_changed(tree: Path) -> None:
    made(tree)
    before = {p: p.stat().st_mtime_ns for p in (tree / "out").rglob("*") if p.is_file()}
    assert made(tree).changed == []
    assert before == {p: p.stat().st_mtime_ns for p in (tree / "out").rglob("*") if p.is_file()}


def test_what_is_taken_away_or_touched_is_made_again(tree: Path) -> None:
    made(tree)
    before = held(tree)
    page = tree / "out/x86_64-DEBUG/gen/man/getpid.2"
    page.unlink()
    assert made(tree).changed == ["man/getpid.2"]
    page.write_text("spoilt")
    assert made(tree).changed == ["man/getpid.2"]
    assert held(tree) == before


def test_only_words_that_are_others_are_placed_again(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[str] = []
    text = Renderer.text

    def noted(self: Renderer, artefact: Artefact) -> str:
        placed.append(artefact.path)
        return text(self, artefact)

    monkeypatch.setattr(Renderer, "text", noted)
    for _ in range(3):
        placed.clear()
        edited(tree, "kernel-src/proc/decl.py", r'(def getpid\(\)[^\n]*\n    """)', r"\1So: ")
        changed = made(tree).changed
    assert "man/getpid.2" in changed
    assert sorted(placed) == sorted(changed)


def test_another_template_makes_its_files_again(tree: Path) -> None:
    made(tree)
    edited(tree, "templates/c/register.h.j2", r"\A", "/* Other. */\n")
    changed = made(tree).changed
    assert "include/lapic.gen.h" in changed
    assert held(tree) == from_nothing(tree)


def test_two_kernels_of_a_tree_do_not_share_what_is_theirs(tree: Path) -> None:
    made(tree)
    generate(tree, "i386", "DEBUG", tree / "out/x86_64-DEBUG")
    made(tree)
    assert held(tree) == from_nothing(tree)


def test_a_spoilt_piece_is_made_again(tree: Path) -> None:
    made(tree)
    before = held(tree)
    for place in [*(tree / kept.FOLDER).iterdir(), tree / "out/x86_64-DEBUG/gen.made"]:
        place.write_bytes(place.read_bytes()[:-7])
    (tree / "out/x86_64-DEBUG/gen/user/hostile.gen.c").unlink()
    made(tree)
    assert held(tree) == before
