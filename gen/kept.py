# SPDX-License-Identifier: BSD-3-Clause
"""What is kept from one run to the next: out/.kept holds what must not be found out again.

A file there is one value, and the checksum of its bytes; it counts only for the generator, the
Python and the tree that made it (doc/adr/0027).  One that is missing, spoilt or somebody else's
is nothing, and is made again; one that cannot be written is not there the next time, either.
"""

from __future__ import annotations

import binascii
import contextlib
import marshal
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

#: Where it lies, below the root of the tree.
FOLDER = "out/.kept"

#: What makes things, below the generator's own root; and what its files end with.
MAKERS, SUFFIXES = ("dsl", "gen", "templates"), (".py", ".j2", ".md")

#: The first bytes of a file, and of its checksum.
HEAD = b"darner kept 1\n"
SUM = 4


def read(root: Path, name: str) -> Any:
    """Return a value that was kept under a name, or None."""
    return read_at(root / FOLDER / name, root)


def read_at(place: Path, root: Path) -> Any:
    """Return a value that was kept somewhere, or None."""
    try:
        with open(place, "rb", buffering=0) as file:  # noqa: PTH123
            data = file.read()
        body = memoryview(data)[len(HEAD) + SUM :]
        if data[: len(HEAD) + SUM] != HEAD + checksum(body):
            return None
        made_by, value = marshal.loads(body)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return value if made_by == maker(str(root)) else None


def write(root: Path, name: str, value: Any) -> None:
    """Keep a value under a name."""
    write_at(root / FOLDER / name, root, value)


def write_at(place: Path, root: Path, value: Any) -> None:
    """Keep a value somewhere: a reader sees the old one or the new one, whole."""
    body = marshal.dumps((maker(str(root)), value))
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(HEAD + checksum(body) + body)
            beside.replace(place)
        except OSError:
            beside.unlink(missing_ok=True)


def checksum(body: bytes | memoryview) -> bytes:
    """Return the checksum of a value's bytes."""
    return binascii.crc32(body).to_bytes(SUM, "little")


@cache
def maker(root: str) -> tuple[str, str, tuple[tuple[str, int, int], ...]]:
    """Return what a value hangs on besides its sources: Python, the tree's place, our own files.

    These are told apart as Python does it for its bytecode: by size and time.
    """
    own = str(Path(__file__).parents[1])
    return sys.version, root, tuple(found for name in MAKERS for found in files(f"{own}/{name}"))


def stamps(root: Path, folder: str) -> tuple[tuple[str, int, int], ...]:
    """Return what tells the files of a tree's folder from others, where they are not our own."""
    place, own = root / folder, Path(__file__).parents[1] / folder
    return tuple(files(str(place))) if place.is_dir() and not place.samefile(own) else ()


def files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield the files below a folder, with their sizes and times."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(SUFFIXES):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from files(entry.path)
