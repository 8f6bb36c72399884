# SPDX-License-Identifier: BSD-3-Clause
"""Emission: files are written only when their bytes differ, and all or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def emit(out: Path, files: Mapping[str, str]) -> list[str]:
    """Make the folder `out` hold exactly `files`; return the paths that changed.

    New text goes to temporary names first and is renamed at the end, so that an error or a
    full disk leaves every old file whole.  Files that no artefact makes any more are removed.
    """
    changed = [path for path, text in sorted(files.items()) if differs(out / path, text)]
    staged = []
    try:
        for folder in {(out / path).parent for path in changed}:
            folder.mkdir(parents=True, exist_ok=True)
        for path in changed:
            target = out / path
            temporary = target.with_name(f".{target.name}.{os.getpid()}")
            staged.append((temporary, target))
            temporary.write_text(files[path], encoding="utf-8", newline="\n")
    except BaseException:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        raise
    for temporary, target in staged:
        temporary.replace(target)
    for stale in sorted(set(present(out)) - set(files)):
        (out / stale).unlink()
        changed.append(stale)
    return changed


def differs(path: Path, text: str) -> bool:
    """Say whether `path` does not already hold exactly `text`."""
    try:
        return path.read_bytes() != text.encode()
    except FileNotFoundError:
        return True


def present(out: Path) -> list[str]:
    """Return the generated files below `out`, relative, sorted."""
    return sorted(
        (Path(folder).relative_to(out) / name).as_posix()
        for folder, _, names in os.walk(out)
        for name in names
        if not name.startswith(".")
    )
