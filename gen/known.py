# SPDX-License-Identifier: BSD-3-Clause
"""Declarations that were found right before: their code, and the places that were asked for.

They are kept by their text.  What no rule had anything to say about, and what imports nothing
that has changed since, needs to be asked nothing about itself again: it is settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from gen import kept
from gen.place import Answers

#: What they are kept as.
FILE = "declarations"


class Entry(NamedTuple):
    """What a text became.

    `digest` is the text's; `names` are those that it binds, `imports` the files of the
    declarations that it imports.
    """

    text: str
    digest: bytes
    code: CodeType
    doc: str
    names: tuple[str, ...]
    imports: tuple[str, ...]
    answers: Answers


class Known:
    """The entries of a tree: those that were kept, and those that are new."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._old: dict[str, tuple[object, ...]] = kept.read(root, FILE) or {}
        self._now: dict[str, Entry] = {}
        self._new: set[str] = set()
        self._asked = 0
        self._later: dict[str, Any] = {}

    def entry(self, file: str, text: str) -> Entry | None:
        """Return what a file's text became before."""
        old = self._old.get(file)
        if old is None or old[0] != text:
            return None
        entry = self._now[file] = Entry(*old)  # type: ignore[arg-type]
        self._asked += len(entry.answers)
        return entry

    def add(self, file: str, entry: Entry) -> Entry:
        """Take what a new text has become."""
        self._now[file] = entry
        self._new.add(file)
        return entry

    def settled(self, files: Iterable[str]) -> set[str]:
        """Return the files that say what they said, as do all that they import."""
        state: dict[str, bool] = {}

        def same(file: str) -> bool:
            if file not in state:
                state[file] = False  # until it is known
                entry = self._now.get(file)
                state[file] = (
                    entry is not None and file not in self._new and all(map(same, entry.imports))
                )
            return state[file]

        return {file for file in files if same(file)}

    def marks(self) -> dict[str, bytes]:
        """Return a digest of each file's text and of all that it imports."""
        found: dict[str, bytes] = {}

        def mark(file: str) -> bytes:
            if file not in found:
                entry = self._now.get(file)
                found[file] = b""  # until it is known
                if entry is not None:
                    state = sha256(entry.digest)
                    for imported in entry.imports:
                        state.update(mark(imported))
                    found[file] = state.digest()
            return found[file]

        return {file: mark(file) for file in self._now}

    def later(self, name: str, value: Any) -> None:
        """Keep a value under a name, when all is right."""
        self._later[name] = value

    def keep(self) -> None:
        """Keep what is there now; it is right."""
        for name, value in self._later.items():
            kept.write(self._root, name, value)
        asked = sum(len(entry.answers) for entry in self._now.values())
        if self._new or asked != self._asked or self._now.keys() != self._old.keys():
            kept.write(self._root, FILE, {f: tuple(entry) for f, entry in self._now.items()})
