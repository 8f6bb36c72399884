# SPDX-License-Identifier: BSD-3-Clause
"""What an output folder was made from: which of its files need not be made again.

Beside gen/ lies gen.made: for each file its key, and size and time of the file as it was
written.  A key stands for all that the text is made from.  Where no key is the same, the words
themselves may be, by their digest.  With another template nothing here counts; and a file that
was touched, or taken away, is not as it was made.
"""

from __future__ import annotations

import marshal
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from gen import kept
from gen.artefact import Artefact
from gen.piece import BY_VALUE

#: The key of a file, the digest of its words where that was asked for, its size and its time.
Stamp = tuple[bytes, bytes, int, int]


class Made:
    """The files of one output folder."""

    def __init__(self, root: Path, out: Path, kernel: str) -> None:
        self._root, self._whose = root, (kernel, kept.stamps(root, "templates"))
        self._place, self._folder = out / "gen.made", str(out / "gen")
        whose, files = kept.read_at(self._place, root) or ("", {})
        self._old: dict[str, Stamp | None] = files if whose == self._whose else {}
        self._now: dict[str, tuple[bytes, bytes]] = {}
        self._held: dict[str, Stamp | None] = {}
        self._words: tuple[object, bytes] = None, b""

    def holds(self, artefact: Artefact) -> bool:
        """Say whether a file is there as it was made from the same.

        Words are asked only where no key tells; for the first time, they need not be.
        """
        path, key = artefact.path, artefact.key
        old = self._old.get(path)
        words = old[1] if old else b""
        same = old is not None and old[0] == key != b""
        if not same and (old or not key):
            words = self._digest(artefact)
            same = old is not None and old[1] == words != b""
        if same and old is not None and self._stamp(path, old[0], words) == old:
            self._held[path] = key, words, *old[2:]
            return True
        self._now[path] = key, words
        return False

    def keep(self) -> None:
        """Keep what the files are made from, now that they are written."""
        now = self._held | {path: self._stamp(path, *of) for path, of in self._now.items()}
        if now != self._old:
            kept.write_at(self._place, self._root, (self._whose, now))

    def _stamp(self, path: str, key: bytes, words: bytes) -> Stamp | None:
        try:
            status = os.stat(f"{self._folder}/{path}")  # noqa: PTH116
        except OSError:
            return None
        return key, words, status.st_size, status.st_mtime_ns

    def _digest(self, artefact: Artefact) -> bytes:
        """Return the digest of all that a text is made from; nothing when it is unknown.

        A header is often made of the same words as its source, which comes before it.
        """
        words = artefact.placed()
        if self._words[0] is not words:
            self._words = words, digest(words)
        known = self._words[1]
        own = f"{artefact.template} {artefact.edit}".encode()
        return sha256(known + own).digest()[:16] if known else b""


def digest(words: Any) -> bytes:
    """Return the digest of words; nothing when they are not what marshal knows."""
    try:
        return sha256(marshal.dumps(words, BY_VALUE)).digest()
    except ValueError:
        return b""
