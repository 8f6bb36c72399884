# SPDX-License-Identifier: BSD-3-Clause
"""Where the locks of a tree lie: beside the declarations that they are of."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "abi.txt"


def present(root: Path) -> list[Path]:
    """Return every abi.txt of a tree."""
    return sorted(
        Path(folder, NAME) for folder, _, names in os.walk(root / "kernel-src") if NAME in names
    )
