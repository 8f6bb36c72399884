# SPDX-License-Identifier: BSD-3-Clause
"""How the benchmarks measure: figures with their bars, and the CPU seconds of a command."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from front.bars import bar
from front.complaint import Complaint, Status
from gen.kept import FOLDER

#: What a copy of the tree does without.
LEFT_OUT = ("out", ".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", ".sconsign*")

#: What the copy and all that is built in it may take.
ROOM = 512 * 1024 * 1024

#: All that a build does for generation when nothing has changed (site_scons/kernel_build.py).
NO_CHANGE = [
    sys.executable, "-c",
    "from pathlib import Path; from gen.inputs import digest; digest(Path(), 'x86_64', 'DEBUG')",
]


@dataclass(frozen=True)
class Row:
    """One figure beside its bar; lower is better."""

    name: str
    arch: str
    value: float
    unit: str
    bar: float | None


def row(name: str, arch: str, value: float, unit: str) -> Row:
    """Return a figure with its bar."""
    return Row(name, arch, value, unit, bar(name, arch))


def memory() -> Path | None:
    """Return a folder in memory, where there is one with room.

    What a disk's file system does for 700 new files is several times as much, and differs
    from one minute to the next; it says nothing about the generator.
    """
    place = Path("/dev/shm")
    if os.access(place, os.W_OK) and shutil.disk_usage(place).free > ROOM:
        return place
    return None


def generator(out: str) -> list[str]:
    """Return the command that generates the x86_64 kernel's files into a folder."""
    return [sys.executable, "-m", "gen", "build", "--arch", "x86_64", "--config", "DEBUG",
            "--out", out]


def cold(tree: Path, turn: int) -> float:
    """Generate into a new folder, with nothing kept before."""
    shutil.rmtree(tree / FOLDER, ignore_errors=True)
    return spend(tree, generator(f"cold{turn}"))


def edited(tree: Path, turn: int) -> float:
    """Add a field to a declared structure, and bring what is generated up to date."""
    decl = tree / "kernel-src" / "bench_edit" / "decl.py"
    decl.parent.mkdir(exist_ok=True)
    fields = "".join(f"    field{n}: u32\n" for n in range(turn + 1))
    decl.write_text(f'"""Edited."""\n\nfrom dsl import Struct, u32\n\n\n'
                    f'class Edited(Struct):\n    """One field more each time."""\n\n{fields}')
    return spend(tree, generator("cold0"))


def least(times: int, measure: Callable[[], float]) -> float:
    """Return the least of a few measurements, in seconds."""
    return round(min(measure() for _ in range(times)), 3)


def spend(root: Path, words: list[str], status: int = 0) -> float:
    """Return the CPU seconds that a command and its children take; it exits with `status`.

    Python keeps its bytecode in the copy of the tree, as it does unless it is told not to.
    """
    environment = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        words, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != status:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        raise Complaint(
            Status.NOT_JUDGED, f"`{' '.join(words[1:4])}` failed, so it cannot be measured.",
            "`./darner run --exec help` shows whether the tree builds.",
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 3)
