# SPDX-License-Identifier: BSD-3-Clause
"""\"Did you mean\": the nearest of the names that would have been right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def closest(name: str, names: Iterable[str]) -> str:
    """Return the name most like `name`, or an empty string when none is like it."""
    candidates = sorted(set(names))
    found = difflib.get_close_matches(name, candidates, n=1, cutoff=0.6)
    if not found:
        found = [c for c in candidates if c.lower() == name.lower()]
    return found[0] if found else ""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return a help line, or an empty string."""
    near = closest(name, names)
    return f"did you mean `{near}`?" if near else ""
