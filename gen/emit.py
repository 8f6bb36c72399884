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
    old = set(present(out))
    texts = {path: text for path, text in sorted(files.items()) if text is not None}
    changed = [p for p, text in texts.items() if p not in old or differs(out / p, text)]
    written: dict[Path, Path] = {}
    try:
        for folder in {(out / path).parent for path in changed}:
            folder.mkdir(parents=True, exist_ok=True)
        for path in changed:
            target = out / path
            place = target.with_name(f".{target.name}.{os.getpid()}") if path in old else target
            written[place] = target
            write(place, texts[path].encode())
    except BaseException:
        for place in written:
            place.unlink(missing_ok=True)
        raise
    for place, target in written.items():
        if place is not target:
            place.replace(target)
    for stale in sorted(old - set(files)):
        (out / stale).unlink()
        changed.append(stale)
    return changed


def write(place: Path, data: bytes) -> None:
    """Write a file."""
    with place.open("wb", buffering=0) as file:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]


def differs(path: Path, text: str) -> bool:
    """Say whether a file does not hold exactly `text`."""
    return path.read_bytes() != text.encode()


def present(out: Path) -> list[str]:
    """Return the generated files below `out`, relative, sorted."""
    return sorted(
        (Path(folder).relative_to(out) / name).as_posix()
        for folder, _, names in os.walk(out)
        for name in names
        if not name.startswith(".")
    )
