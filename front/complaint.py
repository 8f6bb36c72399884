# SPDX-License-Identifier: BSD-3-Clause
"""How a command says that it cannot go on: what is wrong, what to do, whose fault."""

from __future__ import annotations

import enum
import sys


class Status(enum.IntEnum):
    """What `./darner` exits with."""

    OK = 0
    MISTAKE = 1
    """In a declaration, in C, in a test, or in what was typed."""
    OUR_BUG = 2
    MISSING = 3
    """Something that the machine lacks and that could not be installed."""
    BOOT_FAILED = 4
    NOT_JUDGED = 5
    """The guest gave no answer that can be trusted."""
    COMMAND_FAILED = 10
    """The command of `run --exec` failed inside the guest."""
    INTERRUPTED = 130


class Complaint(Exception):
    """One sentence that says what is wrong, one that says what to do."""

    def __init__(self, status: Status, what: str, cure: str = "") -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.cure = cure

    def show(self) -> None:
        """Print both sentences to stderr."""
        say(self.what)
        for line in self.cure.splitlines():
            print(f"        {line}", file=sys.stderr)


def say(text: str) -> None:
    """Print one line for the person, beside whatever a command prints as its result."""
    print(f"darner: {text}", file=sys.stderr, flush=True)
