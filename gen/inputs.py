# SPDX-License-Identifier: BSD-3-Clause
"""What the generator reads, as one digest: when it is the same, so is the output."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

#: Files whose content the generator reads.
READ = (
    "dsl/**/*.py",
    "gen/**/*.py",
    "templates/**/*.j2",
    "kernel-src/**/decl.py",
    "kernel-src/**/abi.txt",
    "kernel-src/**/tests/*.c",
    "arch/*/facts.py",
    "arch/*/registers.py",
)

#: Files whose names it lists.
LISTED = ("kernel-src/**/*.[cS]", "arch/**/*.[cS]", "user/**/*.[cS]")


def digest(root: Path, arch: str, config: str) -> str:
    """Return the digest of everything that decides one kernel's generated files."""
    state = hashlib.sha256(f"{arch} {config}".encode())
    for place in files(root, READ):
        state.update(place.relative_to(root).as_posix().encode() + b"\0")
        state.update(hashlib.sha256(place.read_bytes()).digest())
    for place in files(root, LISTED):
        state.update(place.relative_to(root).as_posix().encode() + b"\n")
    return state.hexdigest()


def files(root: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files that match, sorted within each pattern."""
    for pattern in patterns:
        yield from sorted(root.glob(pattern))
