# SPDX-License-Identifier: BSD-3-Clause
"""A guest's serial line, typed at by a test: the prompt of init, and that of the debugger."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from types import TracebackType

import pexpect

from front.qemu import Machine, command

#: What a person waits for before he types.
DDB, INIT = "ddb> ", "darner> "

#: Seconds until a guest hangs that is expected to say something.
PATIENCE = 60


class Serial:
    """A booted machine, and its serial line."""

    def __init__(self, image: Path, arch: str, on: Machine, append: str = "") -> None:
        words = command(image, on, f"run=serial {append}", arch=arch)
        # Keys are the guest's, control characters among them.
        line = f"stty raw -echo; exec {shlex.join(words)}"
        self.line = pexpect.spawn("sh", ["-c", line], encoding="latin-1", timeout=PATIENCE,
                                  echo=False)
        self.log = ""

    def __enter__(self) -> Serial:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.line.close(force=True)

    def until(self, text: str) -> str:
        """Wait for a text; return what came before it."""
        self.line.expect_exact(text)
        said = str(self.line.before)
        self.log += said + text
        return re.sub(r"\r+\n", "\n", said)

    def press(self, keys: str) -> None:
        """Press keys."""
        self.line.send(keys)

    def ask(self, words: str, prompt: str = DDB) -> str:
        """Type a line; return what is said up to the next prompt, without the line itself."""
        self.press(f"{words}\r")
        return self.until(prompt).partition("\n")[2]

    def end(self) -> int:
        """Wait for QEMU's end; return its status."""
        self.line.expect(pexpect.EOF)
        self.log += str(self.line.before)
        self.line.close()
        assert self.line.exitstatus is not None, self.log
        return int(self.line.exitstatus)
