# SPDX-License-Identifier: BSD-3-Clause
"""A guest at work: QEMU with its serial line on two pipes, in a session of its own."""

from __future__ import annotations

import os
import selectors
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType


class Guest:
    """QEMU, from its start to its end; leaving the `with` block ends it."""

    def __init__(self, command: Sequence[str]) -> None:
        # The kernel ends QEMU should we be killed; Ctrl-C must reach us alone.
        tied = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 -- it lives as long as we do
        self.process = subprocess.Popen(
            [*tied, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.said, start_new_session=True, bufsize=0,
        )
        assert self.process.stdin and self.process.stdout
        self.keys = self.process.stdin
        self.screen = self.process.stdout
        os.set_blocking(self.keys.fileno(), False)

    def __enter__(self) -> Guest:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.end()

    def type(self, data: bytes) -> None:
        """Send keys.  A guest that reads none loses them, as on a real serial line."""
        with suppress(BlockingIOError, BrokenPipeError):
            self.keys.write(data)

    def output(self, seconds: float | None = None) -> Iterator[bytes]:
        """Yield what the guest prints until it ends; raise TimeoutError after `seconds`."""
        until = None if seconds is None else time.monotonic() + seconds
        with selectors.DefaultSelector() as ready:
            ready.register(self.screen, selectors.EVENT_READ)
            while True:
                left = None if until is None else max(0.0, until - time.monotonic())
                if not ready.select(timeout=left):
                    raise TimeoutError
                data = os.read(self.screen.fileno(), 65536)
                if not data:
                    return
                yield data

    def status(self) -> int:
        """Wait for QEMU, whose serial line has ended; return its exit status."""
        try:
            return self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.end()
            return self.process.wait()

    def complaint(self) -> str:
        """Return what QEMU itself said on its standard error."""
        self.said.seek(0)
        return self.said.read().decode(errors="replace").strip() or "it says nothing"

    def end(self) -> None:
        """End QEMU, politely first."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
