# SPDX-License-Identifier: BSD-3-Clause
"""What gdb can do besides, with a kernel of ours; gdb's own Python reads this file."""

from __future__ import annotations

import os
from pathlib import Path

import gdb


class Type(gdb.Command):  # type: ignore[misc]
    """Type a line on the kernel's console: `type ps`.

    The kernel reads it when it runs again.
    """

    def __init__(self) -> None:
        super().__init__("type", gdb.COMMAND_RUNNING)

    def invoke(self, line: str, _from_tty: bool) -> None:
        """Write the line to the pipe of keys."""
        with Path(os.environ["DARNER_KEYS"]).open("w", encoding="utf-8") as keys:
            keys.write(f"{line}\n")


Type()
