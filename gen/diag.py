# SPDX-License-Identifier: BSD-3-Clause
"""Diagnostics: what is wrong, where, with whom it conflicts, and what would be right."""

from __future__ import annotations

from dsl.record import dataclass
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class Mark:
    """A second place that matters, and what is to be said of it."""

    at: Loc
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A span of a file, and the text that takes its place; an empty span is an insertion.

    The span goes from `at` to the column `at.end` of line `last` (0: of the same line).
    """

    at: Loc
    text: str
    last: int = 0


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
    fix: tuple[Edit, ...] = ()
    """What mends it mechanically; nothing where a person must choose."""
