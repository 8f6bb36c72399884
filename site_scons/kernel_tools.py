# SPDX-License-Identifier: BSD-3-Clause
"""How compilers and linkers are called: what they say of generated files is said anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

#: They would colour what they say if they saw the terminal.
COMPILERS = ("gcc", "clang")

#: A tool's status when what it refuses is a mistake of the generator's own.
OURS = 2

Spawn = Callable[[str, Callable[[str], str], str, Sequence[str], Mapping[str, str]], int]


def spawner(root: Path, gen: Path) -> Spawn:
    """Return SCons's way to run a command line, for a kernel whose generated files are in `gen`."""

    def spawn(
        shell: str, _escape: Callable[[str], str], _command: str, words: Sequence[str],
        environment: Mapping[str, str],
    ) -> int:
        """Run a command; when it fails, show its complaints against the declarations."""
        words, color = list(words), colored()
        if color and words[0] in COMPILERS:
            words.insert(1, "-fdiagnostics-color=always")
        line = [shell, "-c", " ".join(words)]
        done = subprocess.run(
            line, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        text, status = done.stderr.decode(errors="replace"), done.returncode
        if status > 0 and text:
            text, status = remapped(text, status, root, gen, color)
        sys.stderr.write(text)
        return status

    return spawn


def colored() -> bool:
    """Say whether a person looks: `./darner` stands between, and says so by CLICOLOR_FORCE."""
    return sys.stderr.isatty() or bool(os.environ.get("CLICOLOR_FORCE"))


def remapped(text: str, status: int, root: Path, gen: Path, color: bool) -> tuple[str, int]:
    """Return complaints as declarers read them, and the status; as they are if that fails."""
    words = [sys.executable, "-m", "gen.mapping", str(root), str(gen)]
    words += ["color"] if color else []
    done = subprocess.run(
        words, cwd=root, input=text.encode(), stdout=subprocess.PIPE, check=False
    )
    if done.returncode not in (0, OURS):
        return text, status
    return done.stdout.decode(errors="replace"), done.returncode or status
