# SPDX-License-Identifier: BSD-3-Clause
"""What an output folder was made from: which of its files need not be made again.

Beside gen/ lies gen.made: for each file with a key, the key, and size and time of the file as
it was written.  A file that was touched, or taken away, is not as it was made.
"""

from __future__ import annotations

import os
from pathlib import Path

from gen import kept

#: The key of a file, its size and its time.
Stamp = tuple[bytes, int, int]


class Made:
    """The files of one output folder."""

    def __init__(self, root: Path, out: Path, kernel: str) -> None:
        self._root, self._kernel = root, kernel
        self._place, self._folder = out / "gen.made", str(out / "gen")
        whose, files = kept.read_at(self._place, root) or ("", {})
        self._old: dict[str, Stamp | None] = files if whose == kernel else {}
        self._now: dict[str, bytes] = {}

    def holds(self, path: str, key: bytes) -> bool:
        """Say whether a file is there as it was made from what has this key."""
        if not key:
            return False
        self._now[path] = key
        old = self._old.get(path)
        return old is not None and old == self._stamp(path, key)

    def keep(self) -> None:
        """Keep what the files are made from, now that they are written."""
        now = {path: self._stamp(path, key) for path, key in self._now.items()}
        if now != self._old:
            kept.write_at(self._place, self._root, (self._kernel, now))

    def _stamp(self, path: str, key: bytes) -> Stamp | None:
        try:
            status = os.stat(f"{self._folder}/{path}")  # noqa: PTH116
        except OSError:
            return None
        return key, status.st_size, status.st_mtime_ns
