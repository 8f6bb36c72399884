# SPDX-License-Identifier: BSD-3-Clause
"""Does whatever is typed, closed, full or forbidden end in a sentence, and in no traceback?"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path

import pytest

from front import bench, build, cli, run
from front.complaint import Complaint, Status

ROOT = Path(__file__).resolve().parents[2]

#: What is typed, its exit status, and a part of the answer.
WRONG = (
    ("", 1, "there is no command"),
    ("run extra", 1, "unrecognized arguments: extra"),
    ("run --config debug", 1, "invalid choice: 'debug' (choose from"),
    ("run --timeout nan", 1, "must be a number above 0"),
    ("run --timeout inf", 1, "must be a number above 0"),
    ("run --timeout=-1", 1, "must be a number above 0"),
    ("run --append exec=ps", 1, "`exec=ps` is not for --append"),
    ("check extra", 1, "darner: unrecognized arguments: extra.\n"),
    ("check --config NOPE", 1, "`./darner check --help` shows what can be said."),
    ("describe --arch vax", 1, "darner: argument --arch: invalid choice: 'vax'"),
    ("explain K9999", 1, "there is no code `K9999`"),
    ("explain *", 1, "there is no code `*`"),
    ("explain k0107", 0, "# K0107"),
    ("explain 107", 0, "# K0107"),
    ("new syscall vm getpid", 1, "`getpid` is declared already: kernel-src/proc/decl.py:"),
    ("new syscall include page", 1, "kernel-src/include is no subsystem"),
    ("new syscall ../x y", 1, "is no name"),
    ("bench --json /nonexistent/rows.json", 1, "there is no folder /nonexistent"),
    ("bench --json /etc/passwd/rows.json", 1, "/etc/passwd is no folder"),
    ("console /etc/passwd", 1, "there is no console in /etc/passwd"),
)


@pytest.mark.parametrize(("typed", "status", "answer"), WRONG)
def test_what_is_typed_wrongly_is_answered(typed: str, status: int, answer: str) -> None:
    done = subprocess.run(
        [ROOT / "darner", *typed.split(" ")], capture_output=True, text=True, timeout=60,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == status, said
    assert answer in said
    assert "Traceback" not in said and "internal error" not in said


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["help", "describe"])
def test_closed_streams_are_nobodys_bug(words: str, closed: str) -> None:
    done = subprocess.run(
        f"./darner {words} {closed}", shell=True, cwd=ROOT, capture_output=True, text=True,
        timeout=60, check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize("words", ["help", "describe", "model"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_no_bug_of_ours(words: str, unbuffered: str) -> None:
    """Python writes at once, or when its buffer is full, or at the end."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [ROOT / "darner", words], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
            check=False, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.returncode == Status.MISSING
    assert done.stderr == "darner: No space left on device.\n"


def test_a_tree_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(root: Path, _argv: list[str]) -> int:
        raise OSError(30, "Read-only file system", str(root / "out"))

    monkeypatch.setattr(cli, "dispatch", refused)
    assert cli.main(str(tmp_path), ["run"]) == Status.MISSING
    assert capsys.readouterr().err == (
        f"darner: {tmp_path}/out: Read-only file system.\n"
        "        Copy the tree to where you may write.\n"
    )


def test_any_byte_reaches_the_guest() -> None:
    line = run.words(run.options(["run", "--exec", os.fsdecode(b"\xff\xc3\xa4 b")]), "c0ffee")
    assert line == "run=c0ffee exec=%FF%C3%A4%20b"


def test_the_line_is_measured_in_bytes() -> None:
    with pytest.raises(Complaint) as caught:
        run.words(run.options(["run", "--append", "ä" * 300]), "c0ffee")
    assert "611 bytes" in caught.value.what


def test_rows_may_go_to_any_place_that_can_be_written(tmp_path: Path) -> None:
    bench.insist_on_a_place(tmp_path / "rows.json")
    bench.insist_on_a_place(Path("/dev/null"))
    with pytest.raises(Complaint):
        bench.insist_on_a_place(tmp_path)


def test_who_waits_for_another_build_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def second() -> None:
        with build.locked(tmp_path, "i386", "DEBUG"):
            pass

    waiting = threading.Thread(target=second)
    with build.locked(tmp_path, "i386", "DEBUG"):
        waiting.start()
        time.sleep(0.2)
        assert waiting.is_alive()
    waiting.join(5)
    assert not waiting.is_alive()
    assert "waiting for it" in capsys.readouterr().err
