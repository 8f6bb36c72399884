# SPDX-License-Identifier: BSD-3-Clause
"""What `./darner check` has kept of the tree's C, for copies of the tree."""

from __future__ import annotations

import shutil
from pathlib import Path

from gen.analyse import store

ROOT = Path(__file__).resolve().parents[1]


def copy_facts(to: Path) -> None:
    """Give a copy of the tree the facts and frames of its C, none of them half written.

    They are known by digests of all that they were made from: of a tree that was never checked,
    or has changed since, they are found out anew.
    """
    for kept in (ROOT / store.FOLDER).glob("*/f*s"):
        place = to / kept.relative_to(ROOT)
        shutil.copytree(kept, place, ignore=shutil.ignore_patterns(".*"))
