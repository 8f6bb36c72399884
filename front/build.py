# SPDX-License-Identifier: BSD-3-Clause
"""Building a kernel with SCons, one build of a folder at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from front.complaint import Complaint, Status
from front.progress import progress
from front.qemu import Machine, machines

#: What begins the lines that SCons prints for a step (site_scons/kernel_build.py).
STEPS = ("cc ", "as ", "ar ", "link ", "symbols ", "cd ")

#: What it says besides, and nobody needs: the errors themselves stand above it.
CHATTER = ("scons: `", "scons: *** [", "scons: building terminated", "ranlib ")


@dataclass(frozen=True)
class Kernel:
    """A kernel as it was built for us: nobody else's build touches it any more."""

    image: Path
    machines: tuple[Machine, ...]


def built_kernel(root: Path, arch: str, config: str, place: Path) -> Kernel:
    """Build a kernel, and copy it to `place` before the next build may begin."""
    with locked(root, arch, config):
        folder = make(root, arch, config)
        image = shutil.copy(folder / "kernel.elf", place)
        return Kernel(Path(image), tuple(machines(folder / "gen")))


def build(root: Path, arch: str, config: str, *words: str) -> Path:
    """Build a kernel; return its folder."""
    with locked(root, arch, config):
        return make(root, arch, config, *words)


def make(root: Path, arch: str, config: str, *words: str) -> Path:
    """Build a kernel and show the progress; return its folder.

    What gcc or the generator say reaches the person as it is.
    """
    status = scons(root, [f"arch={arch}", f"config={config}", *words], f"{arch} {config}")
    if status:
        raise Complaint(
            Status.MISTAKE,
            f"the {config} kernel for {arch} was not built.",
            "What is wrong stands above.",
        )
    return root / "out" / f"{arch}-{config}"


def scons(root: Path, words: list[str], title: str) -> int:
    """Run SCons in a tree; return its status."""
    jobs = f"-j{os.cpu_count() or 1}"
    line = [sys.executable, "-m", "SCons", "-Q", jobs, *words]
    process = subprocess.Popen(
        line, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )
    assert process.stdout is not None
    try:
        with progress(f"building {title}") as show:
            for text in process.stdout:
                if text.startswith(STEPS):
                    show(text.split(" ", 1)[1].strip())
                elif not text.startswith(CHATTER):
                    show.say(text)
        return process.wait()
    except BaseException:
        stop(process)
        raise


def stop(process: subprocess.Popen[str]) -> None:
    """End SCons as Ctrl-C would, which keeps its records right; then wait for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    process.wait()


@contextmanager
def locked(root: Path, arch: str, config: str) -> Iterator[None]:
    """Hold a lock file: two runs at once build one after the other."""
    place = root / "out" / f".{arch}-{config}.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
