# SPDX-License-Identifier: BSD-3-Clause
"""Are generated files written when they differ, all or none?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gen.emit import emit

ROOT = Path(__file__).resolve().parents[2]


def held(out: Path) -> dict[str, str]:
    """Return every file of a folder with its text."""
    files = [path for path in out.rglob("*") if path.is_file()]
    return {path.relative_to(out).as_posix(): path.read_text() for path in files}


def test_a_folder_holds_exactly_what_was_made(tmp_path: Path) -> None:
    assert emit(tmp_path, {"a.c": "1\n", "user/b.c": "2\n"}) == ["a.c", "user/b.c"]
    before = (tmp_path / "a.c").stat().st_mtime_ns
    assert emit(tmp_path, {"a.c": "1\n", "c.c": "3\n"}) == ["c.c", "user/b.c"]
    assert held(tmp_path) == {"a.c": "1\n", "c.c": "3\n"}
    assert (tmp_path / "a.c").stat().st_mtime_ns == before


def test_an_error_leaves_the_old_files_whole_and_no_new_one(tmp_path: Path) -> None:
    emit(tmp_path, {"a.c": "1\n", "b.c": "2\n"})
    with pytest.raises(UnicodeEncodeError):
        emit(tmp_path, {"a.c": "changed\n", "aa.c": "new\n", "b.c": "\udc80"})
    assert held(tmp_path) == {"a.c": "1\n", "b.c": "2\n"}


def generator(
    *words: str, output: object = subprocess.PIPE, unbuffered: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the generator by itself."""
    line = [sys.executable, "-m", "gen", *words]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        line, cwd=ROOT, stdout=output, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = generator("build", "--out", str(file / "out"))
    assert done.returncode == 3
    assert done.stderr.startswith(f"darner: {file}/out/gen")
    assert done.stderr.endswith(": Not a directory.\n")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told(unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = generator("describe", output=full, unbuffered=unbuffered)
    assert done.returncode == 3
    assert done.stderr == "darner: No space left on device.\n"


def test_a_reader_that_leaves_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m gen model | head -1", shell=True, cwd=ROOT, capture_output=True,
        text=True, check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
