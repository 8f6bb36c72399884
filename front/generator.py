# SPDX-License-Identifier: BSD-3-Clause
"""The commands that are the generator's own: they go to it as they were typed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from front.complaint import Status


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read nothing: the generator does."""
    return argparse.Namespace(words=list(words))


def needs(options: argparse.Namespace) -> frozenset[str]:
    """The libraries; `check` also asks the C compiler about hand-written C."""
    more = {"check": {"build"}, "prove": {"build", "prove"}}
    return frozenset({"venv"} | more.get(options.words[0], set()))


def main(root: Path, options: argparse.Namespace) -> int:
    """Hand the words to the generator; its own exit for a misuse is a mistake of the typist."""
    from gen.cli import main as generator

    try:
        return generator(["--root", str(root), *options.words])
    except SystemExit as misuse:
        return Status.MISTAKE if misuse.code else Status.OK
