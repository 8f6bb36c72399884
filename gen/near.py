# SPDX-License-Identifier: BSD-3-Clause
"""\"Did you mean\": the nearest of the names that would have been right."""

from __future__ import annotations

from collections.abc import Iterable

#: How much of two names is the same (twice what they share, of all their letters) when one
#: may be a slip for the other; in a short name one letter is much.
LIKENESS, SHORT_LIKENESS, SHORT = 0.7, 0.6, 5

#: A slip leaves or adds one letter, or one in so many: `ast` is no slip for `least`.
LETTERS_A_SLIP = 3


def closest(name: str, names: Iterable[str]) -> str:
    """Return the name most like `name`, or an empty string when none is like it."""
    candidates = sorted({c for c in names if c})
    letters = sorted(name.lower())
    swapped = [c for c in candidates if sorted(c.lower()) == letters]
    slips = max(1, len(name) // LETTERS_A_SLIP)
    candidates = [c for c in candidates if abs(len(c) - len(name)) <= slips]
    likeness = SHORT_LIKENESS if len(name) <= SHORT else LIKENESS
    if not candidates:
        return swapped[0] if swapped else ""
    import difflib

    found = swapped or difflib.get_close_matches(name, candidates, n=1, cutoff=likeness)
    return found[0] if found else ""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return a help line, or an empty string."""
    near = closest(name, names)
    return f"did you mean `{near}`?" if near else ""
