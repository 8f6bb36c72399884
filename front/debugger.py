# SPDX-License-Identifier: BSD-3-Clause
"""A guest that waits for a debugger, and gdb on this terminal with the kernel's symbols."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from front.complaint import Complaint, Status, say
from front.guest import Guest
from front.talk import show

#: Seconds that QEMU may take to open its socket.
PATIENCE = 10.0


def debug(root: Path, image: Path, line: Sequence[str]) -> int:
    """Start QEMU stopped before its first instruction, and gdb on a socket of its own.

    What the guest prints comes out on this terminal, too; the keys are gdb's.
    """
    say("the machine stands still: `break NAME`, then `continue`; `quit` ends it.")
    with tempfile.TemporaryDirectory(prefix="darner-") as place:
        socket = Path(place) / "gdb"
        stopped = [*line, "-S", "-gdb", f"unix:{socket},server=on,wait=off"]
        with Guest(stopped) as guest:
            await_socket(guest, socket)
            threading.Thread(target=echo, args=(guest,), daemon=True).start()
            with ctrl_c_is_gdbs():
                status = subprocess.call(
                    ["gdb", "-q", str(image), "-ex", "set confirm off",
                     "-ex", f"target remote {socket}"], cwd=root,
                )
    return Status.OK if status == 0 else Status.MISTAKE


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


def echo(guest: Guest) -> None:
    """Show what the guest prints, until it ends."""
    for data in guest.output():
        show(data)


@contextmanager
def ctrl_c_is_gdbs() -> Iterator[None]:
    """Leave Ctrl-C to gdb, which stops the guest by it."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
