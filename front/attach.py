# SPDX-License-Identifier: BSD-3-Clause
"""`./darner console`: the console of a kernel that is being debugged, on this terminal."""

from __future__ import annotations

import argparse
import os
import selectors
import socket
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from front.cli import parser as empty_parser
from front.complaint import Complaint, Status, say
from front.console import SOCKET
from front.debugger import PREFIX
from front.talk import CTRL_C, show
from front.terminal import raw


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    result = empty_parser(
        "console",
        "Join the console of a kernel that runs under `./darner run --gdb` (or `test --gdb`)\n"
        "in another terminal.  Ctrl-C leaves it; the kernel goes on.",
    )
    result.add_argument(
        "place", nargs="?", type=Path, metavar="FOLDER",
        help="the debugger's folder, as it printed it (default: the latest)",
    )
    return result.parse_args(words[1:])


def needs(_options: argparse.Namespace) -> frozenset[str]:
    """Nothing: what has to be there is there where the kernel runs."""
    return frozenset()


def main(_root: Path, options: argparse.Namespace) -> int:
    """Join, and stay until either side leaves."""
    with joined(options.place) as line:
        try:
            talk(line)
        except KeyboardInterrupt:
            say("left the console; the kernel goes on.")
        else:
            say("the kernel has ended.")
    return Status.OK


def joined(place: Path | None) -> socket.socket:
    """Return the line to a guest's console."""
    for folder in [place] if place else latest():
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(str(folder / SOCKET))
        except OSError:
            line.close()
        else:
            return line
    raise Complaint(
        Status.MISTAKE,
        f"there is no console in {place}." if place else "no kernel is being debugged here.",
        "`./darner run --gdb`, in another terminal, starts one.",
    )


def latest() -> list[Path]:
    """Return the folders of debuggers, the latest first."""
    found = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    return sorted(found, key=age, reverse=True)


def age(folder: Path) -> float:
    """Return when a folder was made, or 0 when it is gone already."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def talk(line: socket.socket) -> None:
    """Join the line and this terminal until the guest ends; Ctrl-C raises KeyboardInterrupt.

    At the end of a script on standard input, the guest is listened to all the same.
    """
    keyboard = sys.stdin.fileno() if sys.stdin else None
    with ExitStack() as stack:
        ready = stack.enter_context(selectors.DefaultSelector())
        ready.register(line, selectors.EVENT_READ)
        if keyboard is not None and os.isatty(keyboard):
            stack.enter_context(raw(keyboard))
        if keyboard is not None:
            ready.register(keyboard, selectors.EVENT_READ)
        while True:
            for key, _events in ready.select():
                data = os.read(key.fd, 65536)
                if key.fd != keyboard:
                    if not data:
                        return
                    show(data)
                elif CTRL_C in data:
                    show(b"\r\n")
                    raise KeyboardInterrupt
                elif data:
                    line.sendall(data)
                else:
                    ready.unregister(keyboard)
