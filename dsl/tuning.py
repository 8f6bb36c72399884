# SPDX-License-Identifier: BSD-3-Clause
"""Tunables: what the loader's command line may say about a kernel."""

from __future__ import annotations

from typing import Any

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Tunable:
    """A word of the command line, `name=value`, and what it may be."""

    kind: Any
    default: Any
    least: int
    most: int
    power: bool
    many: bool
    doc: str


def tunable(
    kind: Any,
    *,
    default: Any = None,
    least: int = 0,
    most: int = (1 << 32) - 1,
    power: bool = False,
    many: bool = False,
    doc: str,
) -> Tunable:
    """Declare a word of the command line: `<name>=value`, read before the first start step.

    `kind` says what C finds in `tunable_<name>`: `u32`, a number from `least` to `most`, with
    `power` a power of two; `bool`, whether the word is there; an `Enum`, one of its values, typed
    in small letters without what all names begin with; an `interface`, the number of one of its
    implementations; a tuple of words, the place of one, `TUNABLE_<NAME>_<WORD>`; `Text[L[n]]`,
    what was typed.  With `many` several are listed with
    commas between, and C finds a bit for each value; of `Flags` those that were listed.

    What is none of that is told on the console, and the default stays: a number, a word, a
    member or a text, by default 0, the first, none, or nothing.  `tunables` at the prompt lists
    them all, and `tunables(7)` describes them.
    """
    return Tunable(kind, default, least, most, power, many, doc)
