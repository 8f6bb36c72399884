# SPDX-License-Identifier: BSD-3-Clause
"""A guest that waits for a debugger, and gdb on this terminal with the kernel's symbols."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from front.complaint import Complaint, Status, say
from front.console import KEYS, console
from front.guest import Guest
from front.terminal import ctrl_c_is_theirs, lent

#: How the folders of debuggers begin, which hold the sockets.
PREFIX = "darner-gdb-"

#: What makes our commands: the generator makes it of the declarations, for each kernel.
SCRIPT = "gdb_script.gen.py"

#: Seconds that QEMU may take to open its socket.
PATIENCE = 10.0

#: What gdb is told first.  Hardware breakpoints hold before there are page tables, and
#: with KVM, too; `panic` is called by C, `panic_at` by traps.
SETTINGS = ("set confirm off", "set pagination off", "set print pretty on",
            "set style enabled {style}", "target remote {socket}", "hbreak panic",
            "hbreak panic_at")


def debug(root: Path, image: Path, line: Sequence[str]) -> int:
    """Start QEMU stopped before its first instruction, and gdb on a socket of its own.

    The keys are gdb's.  The console can be joined from another terminal; until somebody
    does, what the guest prints comes out here.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        place = Path(name)
        socket = place / "gdb"
        stopped = [*line, "-S", "-gdb", f"unix:{socket},server=on,wait=off"]
        with Guest(stopped) as guest:
            await_socket(guest, socket)
            say("the machine stands still: `continue` starts it, Ctrl-C stops it, `quit` ends it.")
            say(f"its console: `./darner console {place}` in another terminal;")
            say("or, here, `type WORDS` types a line, and what it prints comes out between ours.")
            # By Ctrl-C gdb stops the guest.
            with console(guest, place), lent(), ctrl_c_is_theirs():
                words, env = gdb(image, socket), surroundings(root, place)
                status = subprocess.call(words, cwd=root, env=env)
    return Status.OK if status == 0 else Status.MISTAKE


def gdb(image: Path, socket: Path) -> list[str]:
    """Return gdb's command line."""
    style = "on" if os.isatty(1) else "off"
    words = ["gdb", "-q", str(image), "-x", str(script(image))]
    for setting in SETTINGS:
        words += ["-ex", setting.format(socket=socket, style=style)]
    return words


def script(image: Path) -> Path:
    """Return the script that was generated for a kernel: beside a copy, or where it was built."""
    beside = image.parent / SCRIPT
    return beside if beside.is_file() else image.parent / "gen" / SCRIPT


def surroundings(root: Path, place: Path) -> dict[str, str]:
    """Return gdb's environment: where front/gdb is, and where keys go."""
    return os.environ | {"PYTHONPATH": str(root), "DARNER_KEYS": str(place / KEYS)}


def await_socket(guest: Guest, socket: Path) -> None:
    """Wait until QEMU listens."""
    until = time.monotonic() + PATIENCE
    while not socket.exists():
        if guest.process.poll() is not None or time.monotonic() > until:
            raise Complaint(
                Status.NOT_JUDGED, f"QEMU does not wait for gdb: {guest.complaint()}.",
                "Try the same without --gdb.",
            )
        time.sleep(0.02)
