# SPDX-License-Identifier: BSD-3-Clause
"""Who types to the guest: a person at a terminal, or a script on standard input."""

from __future__ import annotations

import os
import selectors
import sys
from collections.abc import Iterator

from front.extract import Extract
from front.guest import Guest
from front.terminal import raw

#: What init prints when it waits for a command (user/init/prompt.c).
PROMPT = b"darner> "

#: What the kernel's debugger prints when it does.
DEBUGGER = b"ddb> "

CTRL_C = b"\x03"
CTRL_D = b"\x04"


def show(data: bytes) -> None:
    """Pass on what the guest printed, at once."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


class Screen:
    """What the guest prints, passed on; it knows whether the guest waits for a command."""

    def __init__(self) -> None:
        self.tail = b""
        self.at_prompt = False
        self.prompted = False

    def show(self, data: bytes) -> None:
        """Pass on what came."""
        show(data)
        self.tail += data
        self.at_prompt = self.tail.endswith((PROMPT, DEBUGGER))
        self.prompted = self.prompted or PROMPT in self.tail
        self.tail = self.tail[-len(PROMPT):]


def by_hand(guest: Guest, screen: Screen) -> None:
    """Join this terminal and the guest's until the guest ends.

    Ctrl-C, which is a key like any other on a raw terminal, raises KeyboardInterrupt.
    """
    keyboard = sys.stdin.fileno()
    with raw(keyboard), selectors.DefaultSelector() as ready:
        ready.register(keyboard, selectors.EVENT_READ)
        ready.register(guest.screen, selectors.EVENT_READ)
        while True:
            for key, _events in ready.select():
                data = os.read(key.fd, 65536)
                if key.fd == keyboard:
                    type_keys(guest, data)
                elif data:
                    screen.show(data)
                else:
                    return


def type_keys(guest: Guest, keys: bytes) -> None:
    """Pass on what the person pressed; a terminal that hangs up is a Ctrl-C, too."""
    if not keys or CTRL_C in keys:
        show(b"\r\n")
        raise KeyboardInterrupt
    guest.type(keys)


def by_script(guest: Guest, screen: Screen) -> None:
    """Type one line of standard input at every prompt; at its end, end the sitting."""
    for data in guest.output():
        screen.show(data)
        if screen.at_prompt:
            line = sys.stdin.buffer.readline() if sys.stdin else b""
            guest.type(line.rstrip(b"\n") + b"\n" if line else CTRL_D)


def by_command(guest: Guest, extract: Extract, seconds: float) -> Iterator[bytes]:
    """Show the output of the one command that the guest runs; yield all that it prints."""
    for data in guest.output(seconds):
        show(extract.feed(data))
        yield data
