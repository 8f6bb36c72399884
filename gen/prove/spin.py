# SPDX-License-Identifier: BSD-3-Clause
"""spin: what it says of a model, kept by the digest of the model's text."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

#: Where outcomes are kept, below the root of the tree.
KEPT = "out/.prove"

#: The programs that a proof takes, each with the Debian package that has it.
PROGRAMS = {"spin": "spin", "gcc": "gcc"}

#: Megabytes and seconds that one model may take.
MEMORY, SECONDS = 3072, 900

#: Breadth first: the first counterexample is a shortest one.
OPTIONS = ("-w", "-DSAFETY", "-DBFS", "-DNOFAIR", f"-DMEMLIM={MEMORY}")


class Missing(Exception):
    """Programs that are not on this machine; its text is what would install them."""


class Failed(Exception):
    """A bug of ours: what a program said of a model."""


class TooLarge(Exception):
    """A model that this machine cannot search."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What spin found: nothing, an assertion that fails, or an end that is none."""

    error: str
    states: int
    trail: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Say whether the model has no error."""
        return not self.error


def needed() -> None:
    """Raise Missing when a proof cannot be made here."""
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if packages:
        raise Missing(f"apt-get install --no-install-recommends {' '.join(packages)}")


def known(root: Path, text: str) -> Outcome | None:
    """Return what was found of a model before."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads(place(root, text).read_text())
        return Outcome(found["error"], found["states"], tuple(found["trail"]))
    return None


def place(root: Path, text: str) -> Path:
    """Return where the outcome of a model is kept."""
    state = hashlib.sha256(Path(__file__).read_bytes() + text.encode())
    return root / KEPT / f"{state.hexdigest()[:32]}.json"


def outcome(root: Path, text: str, *, large: bool = False) -> Outcome:
    """Return what spin finds of a model, or found before.

    A large one's verifier is worth two seconds of the compiler's; a small one's runs faster
    than that.
    """
    before = known(root, text)
    if before is not None:
        return before
    needed()
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        found = examined(Path(folder), text, ("-O2" if large else "-O0", *OPTIONS))
    with contextlib.suppress(OSError):
        kept = place(root, text)
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_name(f".{kept.name}.{os.getpid()}")
        beside.write_text(json.dumps(asdict(found)))
        beside.replace(kept)
        kept.with_suffix(".pml").write_text(text)
    return found


def examined(folder: Path, text: str, options: Sequence[str]) -> Outcome:
    """Have spin write a verifier, compile it, run it; replay what it finds."""
    model = folder / "model.pml"
    model.write_text(text)
    said(folder, "spin", "-a", model.name)
    said(folder, "gcc", *options, "-o", "pan", "pan.c")
    report = said(folder, "./pan")
    states = re.search(r"([\d.e+]+) states, stored", report)
    if states is None or ("Search not completed" in report and "errors: 0" in report):
        raise TooLarge(f"its model takes more than {MEMORY} MB")
    count = int(float(states[1]))
    error = re.search(r"^pan:\d+: (invalid end state|assertion violated)", report, re.MULTILINE)
    if error is None:
        return Outcome("", count, ())
    replay = said(folder, "spin", "-t", "-T", model.name)
    trail = tuple(line[2:] for line in replay.splitlines() if line.startswith("@ "))
    return Outcome(error[1], count, trail)


def said(folder: Path, *command: str) -> str:
    """Return what a program says; raise Failed when it does not do its work."""
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TooLarge(f"its model takes more than {SECONDS} s") from None
    if wrong(command, done.returncode, done.stdout):
        raise Failed(f"{' '.join(command)}: {done.stdout.strip()[:600]}")
    return done.stdout


def wrong(command: Sequence[str], status: int, output: str) -> bool:
    """Say whether a program has failed; what spin and its verifier exit with says little."""
    if command[0] == "./pan":
        return status < 0
    if "-t" in command:
        return "cannot find trail" in output
    return status != 0 or "Error:" in output
