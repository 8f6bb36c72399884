# SPDX-License-Identifier: BSD-3-Clause
"""Who types to the guest: a person at a terminal, or a script on standard input."""

from __future__ import annotations

import os
import selectors
import sys

from front.extract import Extract
from front.guest import Guest
from front.terminal import raw

#: What init prints when it waits for a command (user/init/prompt.c).
PROMPT = b"darner> "

CTRL_C = b"\x03"
CTRL_D = b"\x04"

#: No limit on a sitting, in seconds.
EVER = 1e7


def show(data: bytes) -> None:
    """Pass on what the guest printed, at once."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def by_hand(guest: Guest) -> bool:
    """Join this terminal and the guest's; return True when the person left by Ctrl-C."""
    keyboard = sys.stdin.fileno()
    with raw(keyboard), selectors.DefaultSelector() as ready:
        ready.register(keyboard, selectors.EVENT_READ)
        ready.register(guest.screen, selectors.EVENT_READ)
        while True:
            for key, _events in ready.select():
                data = os.read(key.fd, 65536)
                if key.fd != keyboard:
                    if not data:
                        return False
                    show(data)
                elif not data or CTRL_C in data:
                    show(b"\r\n")
                    return True
                else:
                    guest.type(data)


def by_script(guest: Guest, seconds: float = EVER) -> None:
    """Type one line of standard input at every prompt; at its end, end the sitting."""
    tail = b""
    for data in guest.output(seconds):
        show(data)
        tail = (tail + data)[-len(PROMPT):]
        if tail == PROMPT:
            line = sys.stdin.buffer.readline() if sys.stdin else b""
            guest.type(line.rstrip(b"\n") + b"\n" if line else CTRL_D)


def by_command(guest: Guest, extract: Extract, seconds: float) -> bytes:
    """Show the output of the one command that the guest runs; return all that it printed."""
    log = b""
    for data in guest.output(seconds):
        log += data
        show(extract.feed(data))
    return log
