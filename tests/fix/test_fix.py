# SPDX-License-Identifier: BSD-3-Clause
"""Is a tree mended whole or not at all, and can that be taken back?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from test_fixtures import ROOT, bad_decls, files

from gen.cli import main
from gen.fix import store
from gen.generate import examine

TWO = '''from dsl import Out, Struct, syscall, u32, u8
from syscall.decl import Errno


class Point(Struct):
    tag: u8
    x: u32  # ünï


@syscall(600, errors=(Errno.EFAULT,))
def f(p: Out[Point]) -> None:
    """Fill *p*."""
    ...
'''

OTHER = '''from dsl import syscall, u32


@syscall(600)
def g(count: u32) -> None:
    """Do it *cuont* times, not *count*."""
    ...


@syscall(602)
def toggle(count: u32) -> None:
    """Do it *count* times."""
    ...
'''


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a tree with four mistakes in two files; three are mended mechanically."""
    root = bad_decls().tree(tmp_path, ROOT / "tests/bad_decls/K0100-hidden-bytes", "bad.py")
    (root / "kernel-src/bad/decl.py").write_text(TWO)
    (root / "kernel-src/other").mkdir()
    (root / "kernel-src/other/decl.py").write_text(OTHER)
    (root / "kernel-src/bad/bad.c").write_text("".join(
        f"intptr_t\nsys_{name}({kind} a)\n{{\n}}\n"
        for name, kind in (("f", "struct point *"), ("g", "uint32_t"))
    ))
    return root


def fix(root: Path, *words: str) -> int:
    return main(["--root", str(root), "fix", *words])


def test_all_that_is_mechanical_is_mended_and_the_rest_is_told(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fix(tree) == 1
    said = capsys.readouterr()
    assert "+    _pad: Reserved[L[3]]" in said.out
    assert "+@syscall(601)" in said.out
    assert '+    """Do it *count* times' in said.out
    assert "3 errors in 2 files" in said.out
    assert "error[K0043]: system call `toggle` has no handler" in said.err
    assert {diag.code for diag in examine(tree).diags} == {"K0043"}
    assert fix(tree) == 1
    assert "nothing mechanical to mend" in capsys.readouterr().out


def test_what_is_right_needs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixture = ROOT / "tests/bad_decls/K0100-hidden-bytes"
    root = bad_decls().tree(tmp_path, fixture, "near.py")
    before = files(root)
    assert fix(root) == 0
    assert capsys.readouterr().out == "nothing to mend\n"
    assert files(root) == before


def test_a_dry_run_writes_nothing(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(tree)
    assert fix(tree, "--dry-run") == 1
    said = capsys.readouterr()
    assert "+    _pad: Reserved[L[3]]" in said.out
    assert "would remain" in said.err
    assert files(tree) == before


def test_the_difference_is_a_patch(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fix(tree, "--dry-run")
    out = capsys.readouterr().out
    assert "--- a/kernel-src/bad/decl.py\n+++ b/kernel-src/bad/decl.py\n@@ " in out


def test_a_fix_can_be_taken_back_once(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(tree)
    fix(tree)
    assert files(tree) != before
    assert fix(tree, "--undo") == 0
    assert files(tree) == before
    assert fix(tree, "--undo") == 1
    assert "there is no fix to take back" in capsys.readouterr().err


def test_what_was_changed_since_is_not_taken_back(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fix(tree)
    place = tree / "kernel-src/other/decl.py"
    place.write_text(place.read_text() + "# mine\n")
    now = files(tree)
    assert fix(tree, "--undo") == 1
    assert "kernel-src/other/decl.py was changed since it was mended" in capsys.readouterr().err
    assert files(tree) == now


def test_modes_stay_and_nothing_lies_around(tree: Path) -> None:
    place = tree / "kernel-src/bad/decl.py"
    place.chmod(0o640)
    fix(tree)
    assert place.stat().st_mode & 0o777 == 0o640
    assert not list(tree.rglob(".darner-fix-*"))
    fix(tree, "--undo")
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tree: Path) -> None:
    place = tree / "kernel-src/bad/decl.py"
    real = tree / "real.py"
    place.rename(real)
    place.symlink_to(real)
    fix(tree)
    assert place.is_symlink()
    assert "_pad" in real.read_text()


def test_lines_end_as_they_did(tree: Path) -> None:
    place = tree / "kernel-src/bad/decl.py"
    place.write_bytes(TWO.replace("\n", "\r\n").encode())
    fix(tree)
    data = place.read_bytes()
    assert b"    _pad: Reserved[L[3]]\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def failing(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the replacing of a file fail, the one with this number."""
    real: Callable[..., Path] = Path.replace
    count = 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == number:
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_when_one_file_cannot_be_written_none_is(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {name: data for name, data in files(tree).items() if "out/" not in name}
    failing(2, monkeypatch)
    assert fix(tree) == 3
    assert "No space left" in capsys.readouterr().err
    assert {name: data for name, data in files(tree).items() if "out/" not in name} == before


def test_a_file_that_changed_meanwhile_is_left_alone(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = store.write
    place = tree / "kernel-src/other/decl.py"

    def write(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        place.write_text(OTHER + "# somebody else\n")
        real(root, before, after)

    monkeypatch.setattr(store, "write", write)
    assert fix(tree) == 1
    assert "kernel-src/other/decl.py was changed meanwhile" in capsys.readouterr().err
    assert place.read_text() == OTHER + "# somebody else\n"
    assert (tree / "kernel-src/bad/decl.py").read_text() == TWO


def test_colours_change_no_letter(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fix(tree, "--dry-run")
    plain = capsys.readouterr()
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    fix(tree, "--dry-run")
    colored = capsys.readouterr()
    assert "\033[32m+" in colored.out
    assert "\033[32m" in colored.err or "error" in colored.err
    assert re.sub(r"\033\[[\d;]*m", "", colored.out + colored.err) == plain.out + plain.err


def test_editors_get_the_edits(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor that applies JSON's or SARIF's edits gets what `fix` writes."""
    main(["--root", str(tree), "check", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    taken = next(row for row in rows if row["code"] == "K0020")
    assert taken["fix"] == [{"file": "kernel-src/other/decl.py", "line": 4, "column": 10,
                             "endLine": 4, "endColumn": 13, "text": "601"}]
    assert next(row for row in rows if row["code"] == "K0039")["fix"] != []

    main(["--root", str(tree), "check", "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    (one,) = next(r for r in results if r["ruleId"] == "K0020")["fixes"]
    assert one["description"]["text"] == "the lowest free number is 601"
    (change,) = one["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "kernel-src/other/decl.py"
    assert change["replacements"] == [{
        "deletedRegion": {"startLine": 4, "startColumn": 10, "endLine": 4, "endColumn": 13},
        "insertedContent": {"text": "601"},
    }]

    fix(tree)
    capsys.readouterr()
    main(["--root", str(tree), "check", "--format", "json"])
    assert [row["fix"] for row in json.loads(capsys.readouterr().out)] == [[]]
    main(["--root", str(tree), "check", "--format", "sarif"])
    (left,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert "fixes" not in left


#: A request that a generator which adds up sizes makes 116 bytes long, and gcc 120
#: (Migcom, as its user reported).
MIGCOM = '''from dsl import Async, L, Message, Text, u32, u64


class Transfer(Message, id=0x7003, reply=Async[u32], remote=True):
    """A request whose size two compilers do not agree on."""

    stamp: u64
    name: Text[L[96]]
    count: u32
'''


def test_the_hole_that_is_116_here_and_120_there_is_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fixture = ROOT / "tests/bad_decls/K0100-tail-of-a-message"
    root = bad_decls().tree(tmp_path, fixture, "near.py")
    (root / "kernel-src/bad/decl.py").write_text(MIGCOM)
    (diag,) = examine(root).diags
    assert diag.code == "K0100"
    assert "116 bytes on i386, 120 bytes on x86_64" in diag.notes[0]
    assert fix(root) == 0
    assert "+    _pad: Reserved[L[4]]" in capsys.readouterr().out
    system = examine(root).system
    assert system is not None
    sizes = {m.wire_size for k in system.kernels.values() for m in k.messaging.messages
             if m.name == "Transfer"}
    assert sizes == {120}


#: The example of the errors' form in architecture.md.
CLAIM = '''from dsl import Async, Enum, Message, u32, u64, u8


class DiskOp(Enum, u32):
    READ, WRITE = 0, 1


class Claim(Message, id=0x7004, reply=Async[u32], remote=True):
    """A claim on a block."""

    op: DiskOp
    lba: u64
    flags: u8
    last: u64
'''


def test_a_field_at_two_offsets_is_mended(tmp_path: Path) -> None:
    fixture = ROOT / "tests/bad_decls/K0100-tail-of-a-message"
    root = bad_decls().tree(tmp_path, fixture, "near.py")
    (root / "kernel-src/bad/decl.py").write_text(CLAIM)
    assert {diag.code for diag in examine(root).diags} == {"K0107"}
    assert fix(root) == 0
    text = (root / "kernel-src/bad/decl.py").read_text()
    assert "    op: DiskOp\n    _pad: Reserved[L[4]]\n    lba: u64\n" in text
    assert "    flags: u8\n    _pad2: Reserved[L[7]]\n    last: u64\n" in text


def test_output_kept_for_undo_is_below_out(tree: Path) -> None:
    fix(tree)
    kept = [place.name for place in (tree / "out/.fix/last").iterdir()]
    assert sorted(kept) == ["0", "1", "files.json"]
