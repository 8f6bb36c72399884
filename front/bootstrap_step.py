# SPDX-License-Identifier: BSD-3-Clause
"""One step of the set-up: a program, its log, and a line that shows it at work."""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from front.complaint import say

#: What the set-up's programs said, for whoever has to find out why.
LOG = Path(__file__).resolve().parent.parent / "out" / "setup.log"


class Step:
    """A line on the terminal: title, seconds, and the last thing that the program said."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.start = time.monotonic()
        self.live = sys.stderr.isatty()
        if not self.live:
            say(f"{title} ...")

    def show(self, last: str) -> None:
        """Redraw the line."""
        if self.live:
            seconds = time.monotonic() - self.start
            text = f"darner: {self.title} ({seconds:.0f} s) {last}"
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write(f"\r\x1b[K{text[:width]}")
            sys.stderr.flush()

    def end(self, outcome: str) -> None:
        """Leave the line as it shall stand."""
        seconds = time.monotonic() - self.start
        if self.live:
            sys.stderr.write("\r\x1b[K")
        say(f"{self.title}: {outcome} ({seconds:.1f} s)")


def run(title: str, command: Sequence[str], *, env: dict[str, str] | None = None) -> int:
    """Run `command` with its output in the log; return its exit status.

    It gets a session of its own, so that Ctrl-C reaches only us: we end it.
    """
    step = Step(title)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        log.flush()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=env, start_new_session=True,
        )
        assert process.stdout is not None
        try:
            copy(process.stdout, log, step)
            status = process.wait()
        except BaseException:
            end_session(process)
            step.end("interrupted")
            raise
    step.end("done" if status == 0 else f"failed with status {status}")
    return status


def copy(source: IO[bytes], log: IO[str], step: Step) -> None:
    """Copy what the program says into the log, showing its last line."""
    last = ""
    with selectors.DefaultSelector() as ready:
        ready.register(source, selectors.EVENT_READ)
        while True:
            if ready.select(timeout=0.5):
                data = os.read(source.fileno(), 65536)
                if not data:
                    return
                text = data.decode(errors="replace")
                log.write(text)
                log.flush()
                last = ([last] + [line.strip() for line in text.splitlines() if line.strip()])[-1]
            step.show(last)


def end_session(process: subprocess.Popen[bytes]) -> None:
    """End a step and everything that it started."""
    for way in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, way)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
            return


def log_tail(lines: int = 4) -> str:
    """Return the last words of the last program in the log, for a message."""
    with suppress(OSError):
        said = LOG.read_text(encoding="utf-8").rpartition("\n$ ")[2].splitlines()[1:]
        return "\n".join([line for line in said if line.strip()][-lines:])
    return ""
