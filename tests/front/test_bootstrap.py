# SPDX-License-Identifier: BSD-3-Clause
"""Is the set-up whole or not at all, and does it say what to do when it cannot be?"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from front import bootstrap_step, bootstrap_system, bootstrap_venv, needs
from front.complaint import Complaint, Status

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a tree with a lock file that asks for nothing."""
    (tmp_path / bootstrap_venv.LOCK).write_text("# nothing\n")
    monkeypatch.setattr(bootstrap_step, "LOG", tmp_path / "out" / "setup.log")
    return tmp_path


def fake(monkeypatch: pytest.MonkeyPatch, fill: object) -> None:
    """Put something quick in the place of venv and pip."""
    monkeypatch.setattr(bootstrap_venv, "fill", fill)


def filled(_root: Path, partial: Path) -> None:
    """Make what looks like an environment."""
    (partial / "bin").mkdir(parents=True)
    (partial / "bin" / "python").symlink_to(sys.executable)
    (partial / "bin" / "scons").write_text(f"#!{partial}/bin/python\n")


def test_an_environment_is_made_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def fill(root: Path, partial: Path) -> None:
        made.append(partial)
        filled(root, partial)

    fake(monkeypatch, fill)
    threads = [threading.Thread(target=bootstrap_venv.ensure_venv, args=(tree,)) for _ in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert bootstrap_venv.is_ready(tree)
    assert (tree / ".venv" / "bin" / "scons").read_text() == f"#!{tree}/.venv/bin/python\n"


def test_a_changed_lock_file_makes_it_anew(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, filled)
    bootstrap_venv.ensure_venv(tree)
    (tree / bootstrap_venv.LOCK).write_text("# something else\n")
    assert not bootstrap_venv.is_ready(tree)
    bootstrap_venv.ensure_venv(tree)
    assert bootstrap_venv.is_ready(tree)


@pytest.mark.parametrize("blow", [KeyboardInterrupt, Complaint(Status.MISSING, "no network")])
def test_what_was_there_survives_a_failure(
    tree: Path, monkeypatch: pytest.MonkeyPatch, blow: BaseException
) -> None:
    fake(monkeypatch, filled)
    bootstrap_venv.ensure_venv(tree)
    (tree / bootstrap_venv.LOCK).write_text("# something else\n")

    def broken(root: Path, partial: Path) -> None:
        filled(root, partial)
        raise blow

    fake(monkeypatch, broken)
    with pytest.raises((KeyboardInterrupt, Complaint)):
        bootstrap_venv.ensure_venv(tree)
    assert sorted(p.name for p in tree.iterdir()) == [".venv", bootstrap_venv.LOCK]
    assert (tree / ".venv" / "bin" / "python").exists()


def test_a_failing_step_leaves_its_words_in_the_log(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = bootstrap_step.run("trying", ["sh", "-c", "echo why; exit 3"])
    assert status == 3
    assert "why" in bootstrap_step.log_tail()
    assert "trying: failed with status 3" in capsys.readouterr().err


def test_a_half_installed_package_is_not_left_behind(tree: Path) -> None:
    whole = tree / "whole"
    # Whoever is started in the background ignores Ctrl-C from birth.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt), bootstrap_system.seen_through():
        signal.raise_signal(signal.SIGINT)
        bootstrap_step.run("installing", ["sh", "-c", f"sleep 0.1; touch {whole}"])
    signal.signal(signal.SIGINT, before)
    assert whole.exists()


def test_only_root_has_packages_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(Complaint) as caught:
        bootstrap_system.install(["qemu-system-x86", "gcc"])
    assert caught.value.status is Status.MISSING
    assert caught.value.cure == (
        "Run this as root, then try again:\n"
        "    apt-get install --no-install-recommends gcc qemu-system-x86"
    )


def test_a_system_without_apt_is_told_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Complaint) as caught:
        bootstrap_system.ensure_packages({"gdb"})
    assert "gdb" in caught.value.cure


def test_nothing_is_missing_for_what_needs_nothing() -> None:
    assert needs.missing([]) == []
    groups = frozenset[str]().union(*(row.groups for row in needs.NEEDS))
    assert groups == needs.EVERYTHING


def test_doctor_tells_what_is_missing(tmp_path: Path) -> None:
    shutil.copy(ROOT / "darner", tmp_path)
    shutil.copytree(ROOT / "front", tmp_path / "front")
    shutil.copy(ROOT / bootstrap_venv.LOCK, tmp_path)
    python = Path(sys.executable).resolve()
    done = subprocess.run(
        [python, tmp_path / "darner", "doctor"], env={"PATH": "/nowhere"},
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == Status.MISSING
    for row in needs.NEEDS:
        if "/" not in row.probe and not row.probe.startswith(needs.MODULE):
            assert f"MISSING  {row.probe} " in done.stdout
            assert row.package in done.stdout.splitlines()[-1]


def test_the_lock_has_a_hash_for_everything() -> None:
    entries = (ROOT / bootstrap_venv.LOCK).read_text().replace("\\\n", " ").splitlines()
    pinned = [line for line in entries if line and not line.lstrip().startswith("#")]
    assert pinned
    for line in pinned:
        assert "==" in line and "--hash=sha256:" in line
