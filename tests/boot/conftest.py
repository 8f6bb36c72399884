# SPDX-License-Identifier: BSD-3-Clause
"""Boots become tests: one boot for each architecture and machine, one item for each test."""

from __future__ import annotations

import shlex
from collections import deque
from pathlib import Path

import pytest
from machine_room import ARCHES, Boot, boot, build, expected, generated, watched
from verdict import Judgement

from front.qemu import Machine, machines

LOGS = Path("out") / "logs"

#: How long a boot may take that is recorded, and how much of its record is kept.
RECORD_SECONDS, RECORD_LINES = 30.0, 400


class Booted:
    """A boot, judged, with its log on disk."""

    def __init__(self, arch: str, on: Machine) -> None:
        folder = build(arch)
        self.arch, self.on = arch, on
        self.expected = expected(folder)
        self.boot: Boot = boot(folder / "kernel.elf", arch, on)
        self.judgement: Judgement = self.boot.judged(arch, self.expected)
        self.log = LOGS / f"{arch}-{on.name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_text(self.boot.log)
        self.record = post_mortem(self.boot.words, self.log) if self.judgement.problems else None

    def explain(self, name: str) -> str:
        """Say what a failed test printed, where the log is, and how to repeat the boot."""
        told = self.judgement.notes.get(name) or self.boot.log.splitlines()
        notes = "\n".join(told[-20:])
        words = [notes, "", f"the whole log: {self.log}"]
        words.append(f"the boot: {shlex.join(self.boot.words)}")
        if self.record:
            words.append(f"a second boot's last interrupts and resets: {self.record}")
        return "\n".join(words)


def post_mortem(words: list[str], log: Path) -> Path:
    """Boot once more, while QEMU records interrupts and resets; it changes no verdict."""
    record = log.with_suffix(".cpu")
    watched([*words, "-d", "int,cpu_reset", "-D", str(record)], "", RECORD_SECONDS)
    if record.is_file():
        with record.open(errors="replace") as lines:
            last = deque(lines, RECORD_LINES)
        record.write_text("".join(last))
    return record


_booted: dict[tuple[str, str], Booted] = {}


@pytest.fixture
def booted(arch: str, on: Machine) -> Booted:
    """Return the one boot of an architecture on a machine."""
    key = (arch, on.name)
    if key not in _booted:
        _booted[key] = Booted(arch, on)
    return _booted[key]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make an item of every declared test on every machine that runs the whole suite."""
    if "declared" in metafunc.fixturenames:
        rows = [
            pytest.param(arch, on, name, id=f"{name}-{arch}-{on.name}", marks=marks(on))
            for arch in ARCHES
            for on in suited(arch)
            for name in expected(generated(arch))
        ]
        metafunc.parametrize(("arch", "on", "declared"), rows)
    elif "on" in metafunc.fixturenames:
        rows = [
            pytest.param(arch, on, id=f"{arch}-{on.name}", marks=marks(on, metafunc))
            for arch in ARCHES
            for on in suited(arch)
        ]
        metafunc.parametrize(("arch", "on"), rows)
    elif "arch" in metafunc.fixturenames and not names_arch(metafunc):
        metafunc.parametrize("arch", [
            pytest.param(arch, marks=[pytest.mark.slow] if seldom(metafunc, arch) else [])
            for arch in ARCHES
        ])


def seldom(metafunc: pytest.Metafunc, arch: str) -> bool:
    """Say whether a test that spoils a kernel is for `--all`: each run spoils the last one's."""
    return arch != ARCHES[-1] and metafunc.definition.get_closest_marker("control") is not None


def names_arch(metafunc: pytest.Metafunc) -> bool:
    """Say whether a test names the architectures that it wants."""
    return any("arch" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))


def suited(arch: str) -> list[Machine]:
    """Return the machines of an architecture whose loader is QEMU."""
    return [m for m in machines(generated(arch) / "gen") if m.medium == "kernel"]


def marks(on: Machine, metafunc: pytest.Metafunc | None = None) -> list[pytest.MarkDecorator]:
    """Return the marks: machines that are not for every run are slow, but for whole boots."""
    return [] if on.every or metafunc is not None else [pytest.mark.slow]
