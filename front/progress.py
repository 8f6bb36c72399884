# SPDX-License-Identifier: BSD-3-Clause
"""What a build shows while it works: a moving line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from front.complaint import say


class Show(Protocol):
    """Somewhere to show one step of the work."""

    def __call__(self, step: str) -> None: ...


@contextmanager
def progress(title: str) -> Iterator[Show]:
    """Show the steps of a work called `title`; nothing at all when it had none."""
    start = time.monotonic()
    steps = 0
    with line(title) as draw:

        def show(step: str) -> None:
            nonlocal steps
            steps += 1
            draw(step)

        yield show
    if steps:
        say(f"{title}: {steps} steps in {time.monotonic() - start:.1f} s")


@contextmanager
def line(title: str) -> Iterator[Show]:
    """Return how to draw a step here."""
    if not sys.stderr.isatty():
        yield lambda step: print(f"  {step}", file=sys.stderr, flush=True)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
               TextColumn("{task.completed:.0f}  {task.fields[step]}", style="dim"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, step="")
        yield lambda step: bar.update(task, advance=1, step=step)
