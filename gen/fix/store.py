# SPDX-License-Identifier: BSD-3-Clause
"""Files written at once or not at all, and what they held before, to be brought back."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

#: Where the last fix is kept, below the tree.
KEPT = Path("out/.fix")


class Refused(Exception):
    """Nothing was written; the text says why."""


def write(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Write files that still hold what was read; keep that, so that it can be undone."""
    unchanged(root, before)
    keep(root, before, after)
    replace(root, before, after)


def unchanged(root: Path, before: Mapping[str, bytes]) -> None:
    """Refuse when a file is not what it was."""
    for name, data in before.items():
        if read(root / name) != data:
            raise Refused(f"{name} was changed meanwhile; nothing is written")


def read(place: Path) -> bytes | None:
    """Return what a file holds; None when it is gone."""
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None


def replace(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Put every file into its place, or none."""
    waiting: dict[Path, Path] = {}
    done: list[str] = []
    try:
        for name, data in after.items():
            waiting[(root / name).resolve()] = written((root / name).resolve(), data)
        unchanged(root, before)
        for name, (place, new) in zip(after, waiting.items(), strict=True):
            new.replace(place)
            done.append(name)
    except BaseException:
        for name in done:
            place = (root / name).resolve()
            written(place, before[name]).replace(place)
        raise
    finally:
        for new in waiting.values():
            new.unlink(missing_ok=True)


def written(place: Path, data: bytes) -> Path:
    """Write data beside a file, with its mode, down to the disk; return where."""
    number, name = tempfile.mkstemp(prefix=".darner-fix-", dir=place.parent)
    with open(number, "wb") as file:  # noqa: PTH123  (it is open already)
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), place.stat().st_mode & 0o7777)
        os.fsync(file.fileno())
    return Path(name)


def keep(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Keep what files held, and how they are known to be as the fix left them."""
    new = root / KEPT / "new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    rows = []
    for number, (name, data) in enumerate(before.items()):
        (new / str(number)).write_bytes(data)
        rows.append({"file": name, "after": digest(after[name])})
    (new / "files.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(root / KEPT / "last", ignore_errors=True)
    new.rename(root / KEPT / "last")


def digest(data: bytes) -> str:
    """Return what a file's content is known by."""
    return hashlib.sha256(data).hexdigest()


def undo(root: Path) -> list[str]:
    """Bring back what the last fix changed; return the files."""
    last = root / KEPT / "last"
    try:
        rows = json.loads((last / "files.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused("there is no fix to take back") from None
    now: dict[str, bytes] = {}
    for row in rows:
        data = read(root / row["file"])
        if data is None or digest(data) != row["after"]:
            raise Refused(f"{row['file']} was changed since it was mended; nothing is written")
        now[row["file"]] = data
    old = {row["file"]: (last / str(n)).read_bytes() for n, row in enumerate(rows)}
    replace(root, now, old)
    shutil.rmtree(last)
    return sorted(old)
