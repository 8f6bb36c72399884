# SPDX-License-Identifier: BSD-3-Clause
"""Building a kernel with SCons, one build of a folder at a time."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from front.complaint import Complaint, Status, say
from front.debugger import SCRIPT
from front.message_decoder import FACTS
from front.progress import progress
from front.qemu import Machine, machines
from front.trace import EVENTS

#: What begins the lines that SCons prints for a step (site_scons/kernel_build.py).
STEPS = ("cc ", "as ", "ar ", "link ", "symbols ", "cd ")

#: What it says of a step that failed, and the status of the tool.
FAILED = re.compile(r"scons: \*\*\* \[.*?\](?: Error (\d+))?")

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
        for facts in (FACTS, EVENTS, SCRIPT):  # for a debugger
            shutil.copy(folder / "gen" / facts, place)
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
        cure = "What is wrong stands above."
        if status == Status.OUR_BUG:
            cure += "\nIt is a bug of ours, not of yours."
        raise Complaint(status, f"the {config} kernel for {arch} was not built.", cure)
    return root / "out" / f"{arch}-{config}"


def scons(root: Path, words: list[str], title: str) -> Status:
    """Run SCons in a tree; say how it went."""
    jobs = f"-j{os.cpu_count() or 1}"
    line = [sys.executable, "-m", "SCons", "-Q", "--cache-show", jobs, *words]
    environment = os.environ | ({"CLICOLOR_FORCE": "1"} if sys.stderr.isatty() else {})
    failed = []
    process = subprocess.Popen(
        line, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )
    assert process.stdout is not None
    try:
        with progress(f"building {title}") as show:
            for text in process.stdout:
                if match := FAILED.match(text):
                    failed.append(int(match[1] or 1))
                if text.startswith(STEPS):
                    show(text.split(" ", 1)[1].strip())
                elif not text.startswith(CHATTER):
                    show.say(text)
        return blame(process.wait(), failed)
    except BaseException:
        stop(process)
        raise


def blame(status: int, failed: Sequence[int]) -> Status:
    """Return whose fault it is: steps say 2 when it is ours, and so does all before them."""
    if not status:
        return Status.OK
    ours = 2 in failed or (status == 2 and not failed)
    return Status.OUR_BUG if ours else Status.MISTAKE


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
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"another ./darner builds {arch} {config}; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
