# SPDX-License-Identifier: BSD-3-Clause
"""What a build shows while it works: a moving line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from front.complaint import say


class Progress(Protocol):
    """Somewhere to show the steps of a work, and what its programs say."""

    def __call__(self, step: str) -> None:
        """Show a step."""

    def say(self, text: str) -> None:
        """Show what a program said, to stay."""


class Plain:
    """A line for each step."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self, step: str) -> None:
        """Print the step."""
        self.steps += 1
        print(f"  {step}", file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """Print what was said."""
        print(text, end="", file=sys.stderr, flush=True)


class Moving(Plain):
    """One line that changes, below whatever is said."""

    def __init__(self, title: str) -> None:
        from rich.console import Console

        super().__init__()
        self.title = title
        self.status = Console(stderr=True, highlight=False, markup=False).status(title)

    def __call__(self, step: str) -> None:
        """Draw the line anew."""
        self.steps += 1
        self.status.update(f"{self.title}: {self.steps}  {step}")

    def say(self, text: str) -> None:
        """Print above the line, which rich moves out of the way; wrap nothing."""
        self.status.console.out(text, end="")


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """Show the steps of a work called `title`; nothing at all when it had none."""
    start = time.monotonic()
    show: Plain
    if sys.stderr.isatty():
        show = Moving(title)
        with show.status:
            yield show
    else:
        show = Plain()
        yield show
    if show.steps:
        say(f"{title}: {show.steps} steps in {time.monotonic() - start:.1f} s")
