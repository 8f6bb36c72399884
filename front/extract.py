# SPDX-License-Identifier: BSD-3-Clause
"""Cut the output of one command out of everything that a serial line carries."""

from __future__ import annotations

import re


class Extract:
    """What stands between the guest's two marks of one run, as it arrives.

    The marks carry the run's own id, so that no output and no stale image can
    pass for them: RS DARNER-BEGIN id LF ... RS DARNER-END id status LF.
    """

    def __init__(self, run: str) -> None:
        self.opening = f"\x1eDARNER-BEGIN {run}\n".encode()
        self.closing = re.compile(rb"\x1eDARNER-END " + run.encode() + rb" (\d+)\n")
        self.begun = False
        self.status: int | None = None
        self.rest = b""

    def feed(self, data: bytes) -> bytes:
        """Take what came; return what of it is the command's, with line ends of ours."""
        self.rest = (self.rest + data).replace(b"\r\n", b"\n")
        if not self.begun:
            _, mark, after = self.rest.partition(self.opening)
            if not mark:
                return b""
            self.begun, self.rest = True, after
        if self.status is not None:
            return b""
        end = self.closing.search(self.rest)
        if end:
            body, self.status = self.rest[: end.start()], int(end.group(1))
            self.rest = b""
            return body
        return self.unmarked()

    def unmarked(self) -> bytes:
        """Return what cannot be part of the closing mark, or of a line end, any more."""
        keep = re.search(rb"(\x1e[^\n]*|\r)\Z", self.rest)
        cut = keep.start() if keep else len(self.rest)
        body, self.rest = self.rest[:cut], self.rest[cut:]
        return body
