# SPDX-License-Identifier: BSD-3-Clause
"""Building a kernel with SCons, one build of a folder at a time."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from front.complaint import Complaint, Status
from front.progress import progress

#: What begins the lines that SCons prints for a step (site_scons/kernel_build.py).
STEPS = ("cc ", "as ", "ar ", "link ", "symbols ", "cd ")


def build(root: Path, arch: str, config: str, *words: str) -> Path:
    """Build a kernel and show the progress; return its folder.

    What gcc or the generator say reaches the person as it is.
    """
    folder = root / "out" / f"{arch}-{config}"
    with locked(root / "out" / f".{arch}-{config}.lock"):
        status = scons(root, [f"arch={arch}", f"config={config}", *words], f"{arch} {config}")
    if status:
        raise Complaint(
            Status.MISTAKE,
            f"the {config} kernel for {arch} does not build.",
            "What is wrong stands above.",
        )
    return folder


def scons(root: Path, words: list[str], title: str) -> int:
    """Run SCons in a tree; return its status."""
    line = [sys.executable, "-m", "SCons", "-Q", "-j2", *words]
    with progress(f"building {title}") as show:
        process = subprocess.Popen(
            line, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        try:
            for text in process.stdout:
                if text.startswith(STEPS):
                    show(text.split(" ", 1)[1].strip())
                elif not text.startswith(("scons:", "ranlib")):
                    print(text, end="", file=sys.stderr)
        finally:
            if process.poll() is None:
                process.wait()
    return process.returncode


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Hold a lock file: two runs at once build one after the other."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
