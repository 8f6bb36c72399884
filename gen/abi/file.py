# SPDX-License-Identifier: BSD-3-Clause
"""Where the locks of a tree lie: beside the declarations that they are of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

NAME = "abi.txt"


def present(root: Path, folders: Mapping[str, list[str]]) -> list[Path]:
    """Return every abi.txt of a tree, by what lies in its folders."""
    return sorted(
        root / folder / NAME
        for folder, names in folders.items()
        if NAME in names and folder.startswith("kernel-src/")
    )
