# SPDX-License-Identifier: BSD-3-Clause
"""Are the tools that read everybody's Python content: ruff, mypy --strict, codespell?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def said_by(*words: str) -> str:
    """Return what a tool of the environment finds, or nothing when it is content."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_ruff_is_content() -> None:
    assert said_by("ruff", "check", "--no-cache", ".") == ""


def test_mypy_is_content() -> None:
    typed = ("decl.py", "facts.py", "registers.py")
    declared = [p for name in typed for top in ("arch", "kernel-src") for p in
                (ROOT / top).rglob(name)]
    assert declared
    words = sorted(str(p.relative_to(ROOT)) for p in declared)
    assert said_by("mypy", "--strict", "dsl", "gen", "front", *words) == ""


def test_codespell_is_content() -> None:
    assert said_by("codespell_lib") == ""
