# SPDX-License-Identifier: BSD-3-Clause
"""The set-up: from a bare Debian to a machine that builds, boots and tests."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from front import bootstrap_system, bootstrap_venv


def ensure(root: Path, groups: Iterable[str], argv: Sequence[str]) -> None:
    """Get what `groups` need; return inside the virtual environment, if one is needed.

    Outside it, this process becomes `./darner` once more, in the environment.
    """
    wanted = frozenset(groups)
    bootstrap_system.ensure_packages(wanted)
    if "venv" in wanted:
        inside = bootstrap_venv.is_inside(root)
        if not (inside and bootstrap_venv.is_ready(root)):
            bootstrap_venv.ensure_venv(root)
            python = str(bootstrap_venv.python(root))
            os.execv(python, [python, str(root / "darner"), *argv])
