# SPDX-License-Identifier: BSD-3-Clause
"""Emission: files are written only when their bytes differ, and all or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def emit(out: Path, files: Mapping[str, str | None]) -> list[str]:
    """Make the folder `out` hold exactly `files`; return the paths that changed.

    What has no text is there already.
    New text for an old file goes to a temporary name first and is renamed at the end, so
    that an error or a full disk leaves every old file whole, and no new one.  Files that no
    artefact makes any more are removed.
    """
    folder, old = str(out), set(present(out))
    texts = {path: text.encode() for path, text in sorted(files.items()) if text is not None}
    changed = [p for p, text in texts.items() if p not in old or differs(f"{folder}/{p}", text)]
    written: dict[str, str] = {}
    try:
        for parent in {f"{folder}/{path}".rpartition("/")[0] for path in changed}:
            Path(parent).mkdir(parents=True, exist_ok=True)
        for path in changed:
            place = target = f"{folder}/{path}"
            if path in old:
                parent, _, name = target.rpartition("/")
                place = f"{parent}/.{name}.{os.getpid()}"
            written[place] = target
            write(place, texts[path])
    except BaseException:
        for place in written:
            Path(place).unlink(missing_ok=True)
        raise
    for place, target in written.items():
        if place != target:
            os.replace(place, target)  # noqa: PTH105
    for stale in sorted(old - set(files)):
        (out / stale).unlink()
        changed.append(stale)
    return changed


def write(place: str, data: bytes) -> None:
    """Write a file; there are many, and a `Path` of each takes as long as to write it."""
    with open(place, "wb", buffering=0) as file:  # noqa: PTH123
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]


def differs(place: str, text: bytes) -> bool:
    """Say whether a file does not hold exactly `text`."""
    with open(place, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read() != text


def present(out: Path) -> list[str]:
    """Return the generated files below `out`, relative, sorted."""
    cut = len(f"{out}/")
    return sorted(
        f"{folder}/{name}"[cut:]
        for folder, _, names in os.walk(out)
        for name in names
        if not name.startswith(".")
    )
