# SPDX-License-Identifier: BSD-3-Clause
"""What a counterexample says: rows for its picture, a sentence, and the places to look at."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.record import dataclass
from gen.place import Loc
from gen.prove.sequence import Row, drawn
from gen.prove.step import Life


@dataclass(frozen=True, slots=True)
class Told:
    """A counterexample for people; `places` are a declaration and what it declares."""

    lanes: tuple[str, ...]
    rows: tuple[Row, ...]
    sentence: str
    places: tuple[tuple[Loc, str], ...]

    @property
    def text(self) -> str:
        """The whole of it, as a terminal shows it."""
        lines = [drawn(self.lanes, self.rows), "", self.sentence]
        lines += [f"  --> {loc.at}: {what}" for loc, what in self.places]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Event:
    """A line that the model prints: a word and numbers."""

    word: str
    numbers: tuple[int, ...]


def events(trail: Sequence[str]) -> list[Event]:
    """Return the events of a trail."""
    found = []
    for line in trail:
        word, *numbers = line.split()
        found.append(Event(word, tuple(map(int, numbers))))
    return found


def flags_of(life: Life, value: int) -> str:
    """Return the flags that are set in a value, by their short names."""
    names = [name.rpartition("_")[2] for name, bit in life.flags if value & bit]
    return " ".join(names) or "no flag"


def changed(life: Life, before: int, after: int) -> str:
    """Return what a step does to the flags: `+DONE +REPLY -QUEUED`."""
    gone, come = before & ~after, after & ~before
    signs = [(f"{sign}{name.rpartition('_')[2]}") for sign, mask in (("-", gone), ("+", come))
             for name, bit in life.flags if mask & bit]
    return " ".join(signs)
