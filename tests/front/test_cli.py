# SPDX-License-Identifier: BSD-3-Clause
"""Does the front door teach, complain in two sentences, and never show a traceback?"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from front import cli, suite
from front.complaint import Complaint, Status

ROOT = Path(__file__).resolve().parents[2]


def darner(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the front door as a person does."""
    return subprocess.run(
        [ROOT / "darner", *words], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("words", [(), ("--help",), ("help",)])
def test_help_names_every_command(words: tuple[str, ...]) -> None:
    done = darner(*words)
    assert done.returncode == 0
    for row in cli.COMMANDS:
        assert f"    {row.name} " in done.stdout


@pytest.mark.parametrize("name", [row.name for row in cli.COMMANDS])
def test_every_command_explains_itself(name: str) -> None:
    done = darner(name, "--help")
    assert done.returncode == 0
    assert name in done.stdout


def test_a_mistyped_command_is_recognised() -> None:
    done = darner("rnu")
    assert done.returncode == Status.MISTAKE
    assert done.stderr == (
        "darner: there is no command `rnu`.\n        Did you mean `./darner run`?\n"
    )


def test_a_wrong_option_is_a_mistake() -> None:
    done = darner("run", "--arch", "vax")
    assert done.returncode == Status.MISTAKE
    assert "'vax'" in done.stderr and "`./darner run --help`" in done.stderr


def test_the_door_opens_through_a_link(tmp_path: Path) -> None:
    link = tmp_path / "darner"
    link.symlink_to(ROOT / "darner")
    done = subprocess.run([link, "help"], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0


def test_our_own_bug_is_located_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_root: Path, _argv: list[str]) -> int:
        raise KeyError("gone")

    monkeypatch.setattr(cli, "dispatch", broken)
    assert cli.main(str(tmp_path), ["run"]) == Status.OUR_BUG
    said = capsys.readouterr().err
    assert "internal error at" in said and "test_cli.py:" in said and "Traceback" not in said
    assert "KeyError" in (tmp_path / "out" / "internal-error.txt").read_text()


def test_ctrl_c_is_no_error_of_anybodys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(_root: Path, _argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "dispatch", pressed)
    assert cli.main(str(ROOT), ["run"]) == Status.INTERRUPTED
    assert capsys.readouterr().err == "darner: interrupted.\n"


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    done = subprocess.run(
        f"'{ROOT / 'darner'}' --help | head -1; exit ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_pytest_gets_its_own_options() -> None:
    words = suite.command(suite.options(["test", "tests/gen", "-x", "--all", "-k", "port"]))
    assert words[-4:] == ["-k", "port", "tests/gen", "-x"]
    assert "not slow" not in words
    assert "not slow" in suite.command(suite.options(["test"]))


def test_a_complaint_carries_its_status() -> None:
    with pytest.raises(Complaint) as caught:
        cli.command("doktor")
    assert caught.value.status is Status.MISTAKE
