# SPDX-License-Identifier: BSD-3-Clause
"""The virtual environment: made from the lock file, whole or not at all.

It grows in `.venv.partial` and takes its name in one rename, so that a broken
network or a Ctrl-C leaves what was there before.  A stamp in it names the lock
file and the Python that it was made from and for.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from front import bootstrap_step
from front.complaint import Complaint, Status

LOCK = "requirements.lock"


def folder(root: Path) -> Path:
    """Return where the environment is."""
    return root / ".venv"


def python(root: Path) -> Path:
    """Return the environment's interpreter."""
    return folder(root) / "bin" / "python"


def wanted_stamp(root: Path) -> str:
    """Return what the stamp of an environment that fits must say."""
    digest = hashlib.sha256((root / LOCK).read_bytes()).hexdigest()
    return f"python {sys.version_info[0]}.{sys.version_info[1]}\nlock {digest}\n"


def is_ready(root: Path) -> bool:
    """Tell whether the environment is there and was made from today's lock file."""
    try:
        stamp = (folder(root) / "stamp").read_text()
    except OSError:
        return False
    return stamp == wanted_stamp(root) and python(root).exists()


def is_inside(root: Path) -> bool:
    """Tell whether this very process runs in the environment."""
    return Path(sys.prefix) == folder(root)


def ensure_venv(root: Path) -> None:
    """Make the environment unless it is ready; wait for another Darner that makes it."""
    if is_ready(root):
        return
    with one_at_a_time(root):
        if not is_ready(root):
            make(root)


def make(root: Path) -> None:
    """Make the environment beside its place, then move it there."""
    partial = root / ".venv.partial"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        fill(root, partial)
        take_place(root, partial)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def fill(root: Path, partial: Path) -> None:
    """Create the environment and install what is locked."""
    create = [base_python(), "-m", "venv", str(partial)]
    if bootstrap_step.run("making a Python environment in .venv", create) != 0:
        raise Complaint(
            Status.MISSING,
            "python3 could not make a virtual environment:",
            f"{bootstrap_step.log_tail()}\nDebian's package python3-venv has what it needs.",
        )
    pip = [str(partial / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check",
           "--require-hashes", "--only-binary", ":all:", "-r", str(root / LOCK)]
    if bootstrap_step.run("installing what requirements.lock names", pip) != 0:
        raise Complaint(
            Status.MISSING,
            "the Python packages could not be installed; nothing was left behind:",
            f"{bootstrap_step.log_tail()}\nIs the network up, and does pip reach its index?\n"
            f"(all that pip said is in out/setup.log)",
        )


def base_python() -> str:
    """Return the interpreter to build on; in an outdated environment, the one below it."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def take_place(root: Path, partial: Path) -> None:
    """Write the stamp and give the environment its name, in its scripts too."""
    final = folder(root)
    for script in (partial / "bin").iterdir():
        if script.is_file() and not script.is_symlink():
            data = script.read_bytes()
            if bytes(partial) in data:
                script.write_bytes(data.replace(bytes(partial), bytes(final)))
    (partial / "stamp").write_text(wanted_stamp(root))
    old = root / ".venv.old"
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    partial.rename(final)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the tree's lock: its own folder, which leaves no lock file about."""
    here = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(here, fcntl.LOCK_EX)
        yield
    finally:
        os.close(here)
