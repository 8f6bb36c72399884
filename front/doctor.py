# SPDX-License-Identifier: BSD-3-Clause
"""`./darner doctor`: what is needed, what is here, how to get the rest."""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from front import bootstrap_venv
from front.cli import parser as empty_parser
from front.complaint import Status
from front.needs import MODULE, NEEDS, Need


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line: there is nothing to choose."""
    return empty_parser(
        "doctor", "Show what Darner needs, what this machine has, and how to get the rest.\n"
        "It changes nothing, and needs nothing itself.  It exits with 3 when something is missing.",
    ).parse_args(words[1:])


def needs(_options: argparse.Namespace) -> frozenset[str]:
    """Nothing: it must run where nothing is."""
    return frozenset()


def main(root: Path, _options: argparse.Namespace) -> int:
    """Print the table; return 3 when a row of it is missing."""
    rows = [python_row(), venv_row(root), *map(program_row, NEEDS)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for mark, name, found, why in rows:
        print(f"{mark:{widths[0]}}  {name:{widths[1]}}  {found:{widths[2]}}  {why}".rstrip())
    packages = sorted({row.package for row in NEEDS if row.found() is None})
    ready = bootstrap_venv.is_ready(root)
    print()
    print(advice(packages, ready))
    return Status.MISSING if packages or not ready else Status.OK


def python_row() -> tuple[str, str, str, str]:
    """Return the row of this very Python."""
    return ("ok", "python3", platform.python_version(), "runs everything; 3.11 or newer")


def venv_row(root: Path) -> tuple[str, str, str, str]:
    """Return the row of the virtual environment."""
    if bootstrap_venv.is_ready(root):
        return ("ok", ".venv", "as requirements.lock says", "Python libraries, our own copy")
    there = bootstrap_venv.folder(root).exists()
    found = "made from another requirements.lock" if there else "not made yet"
    return ("MISSING", ".venv", found, "Python libraries; any ./darner run makes it")


def program_row(row: Need) -> tuple[str, str, str, str]:
    """Return the row of a program or a file."""
    where = row.found()
    if where is None:
        return ("MISSING", row.probe, f"in package {row.package}", row.why)
    return ("ok", row.probe, version(row), row.why)


def version(row: Need) -> str:
    """Return the version that a program prints, or that it is there."""
    if row.probe.startswith(("/", MODULE)):
        return "found"
    try:
        output = subprocess.run(
            [row.probe, "--version"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=10, check=False,
        ).stdout.decode(errors="replace")
    except (OSError, subprocess.TimeoutExpired):
        return "found"
    number = re.search(r"\d+\.\d[\d.]*", output)
    return number.group().rstrip(".") if number else "found"


def advice(packages: list[str], ready: bool) -> str:
    """Return what to do next."""
    if packages:
        return (
            "To get what is missing, run `./darner test` as root, which installs it, or by hand:\n"
            f"    apt-get install --no-install-recommends {' '.join(packages)}"
        )
    if not ready:
        return "`./darner run` makes .venv, then boots."
    return "Nothing is missing."
