# SPDX-License-Identifier: BSD-3-Clause
"""A page for each code."""

from __future__ import annotations

from pathlib import Path


def page(code: str) -> str | None:
    """Return the page of a code, or None."""
    found = sorted(Path(__file__).parent.glob(f"{code}-*.md"))
    return found[0].read_text(encoding="utf-8") if found else None


def index() -> str:
    """Return all codes, one a line."""
    return "\n".join(p.stem for p in sorted(Path(__file__).parent.glob("K*.md")))
