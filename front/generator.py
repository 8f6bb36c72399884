# SPDX-License-Identifier: BSD-3-Clause
"""The commands that are the generator's own: they go to it as they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def needs(words: Sequence[str]) -> frozenset[str]:
    """The libraries; `check` also asks the C compiler about hand-written C."""
    return frozenset({"venv", "build"} if words[0] == "check" else {"venv"})


def main(root: Path, words: Sequence[str]) -> int:
    """Hand `words` to the generator."""
    from gen.cli import main as generator

    return generator(["--root", str(root), *words])
