# SPDX-License-Identifier: BSD-3-Clause
"""How compilers and linkers are called: what they say of generated files is said anew."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

#: They would colour what they say if they saw the terminal.
COMPILERS = ("gcc", "clang")

Spawn = Callable[[str, Callable[[str], str], str, Sequence[str], Mapping[str, str]], int]


def spawner(root: Path, gen: Path) -> Spawn:
    """Return SCons's way to run a command line, for a kernel whose generated files are in `gen`."""

    def spawn(
        shell: str, _escape: Callable[[str], str], _command: str, words: Sequence[str],
        environment: Mapping[str, str],
    ) -> int:
        """Run a command; when it fails, show its complaints against the declarations."""
        words = list(words)
        if sys.stderr.isatty() and words[0] in COMPILERS:
            words.insert(1, "-fdiagnostics-color=always")
        line = [shell, "-c", " ".join(words)]
        done = subprocess.run(
            line, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        text = done.stderr.decode(errors="replace")
        if done.returncode > 0 and text:
            from gen.mapping import remap  # a build that succeeds need not load it

            text = remap(text, root, gen, color=sys.stderr.isatty())
        sys.stderr.write(text)
        return done.returncode

    return spawn
