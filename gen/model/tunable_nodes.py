# SPDX-License-Identifier: BSD-3-Clause
"""The node of the model for tunables."""

from __future__ import annotations

from dsl.record import dataclass
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class TunableRow:
    """A tunable.

    `kind`: number, flag, choice, set or text.  `words` are those of a choice or a set, with
    what C finds for each; `size` are a text's bytes.  `value` is the default, a text's in
    `text`; `makes` says that the words have constants of their own.
    """

    name: str
    subsystem: str
    kind: str
    value: int
    text: str
    least: int
    most: int
    power: bool
    size: int
    words: tuple[tuple[str, int], ...]
    makes: bool
    doc: str
    loc: Loc

    def constant(self, word: str) -> str:
        """Return what C calls a word: `TUNABLE_THREAD_PORTS_SPIN`."""
        return f"TUNABLE_{self.name.upper()}_{word.upper()}"
