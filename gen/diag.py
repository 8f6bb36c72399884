# SPDX-License-Identifier: BSD-3-Clause
"""Diagnostics: what is wrong, where, with whom it conflicts, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass, field

from gen.place import Loc


@dataclass(frozen=True, slots=True)
class Mark:
    """A second place that matters, and what is to be said of it."""

    at: Loc
    text: str


@dataclass(frozen=True, slots=True)
class Diag:
    """One error.  `what` is the headline; `label` stands under the caret."""

    code: str
    at: Loc
    what: str
    label: str = ""
    others: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    patch: tuple[tuple[str, int, str], ...] = field(default=())
    """Lines that would mend it: ("+" or "-" or "~", line number, text)."""
