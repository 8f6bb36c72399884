# SPDX-License-Identifier: BSD-3-Clause
"""The person's terminal: raw while the guest has it, as it was ever after."""

from __future__ import annotations

import signal
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def raw(descriptor: int) -> Iterator[None]:
    """Hand every key over as it is pressed; give the terminal back in any event."""
    before = termios.tcgetattr(descriptor)
    try:
        tty.setraw(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextmanager
def lent() -> Iterator[None]:
    """Lend the terminal to another program; take it back as it was, however that one ends."""
    if not (sys.stdin and sys.stdin.isatty()):
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


@contextmanager
def ctrl_c_is_theirs() -> Iterator[None]:
    """Leave Ctrl-C to a program that has this terminal, too, and knows what to do."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
