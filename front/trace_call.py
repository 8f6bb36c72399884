# SPDX-License-Identifier: BSD-3-Clause
"""System calls in a trace: their words as arguments, and what they return, by declared names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: A result in the last so many values is an errno, negated.
ERRORS = 4095

#: Arguments that are values; all others are addresses.
VALUES = ("scalar", "handle", "enum", "flags", "length")


@dataclass
class Made:
    """A call that was made: who made it, and the words that were recorded."""

    number: int
    thread: int
    words: list[int] = field(default_factory=list)


class Calls:
    """Follows the calls of all threads through a trace; `facts` are its kernel's."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self._word = 4 if facts["arch"] == "i386" else 8
        self._open: dict[int, Made] = {}

    def part(self, event: int) -> str:
        """Return what of a call an event records; nothing for any other event."""
        return str(self.facts["points"].get(str(event), {}).get("calls", ""))

    def enter(self, values: Sequence[int], more: Iterator[Sequence[int]]) -> str:
        """Return a call that is made; `more` are the words that its CPU recorded behind."""
        made = Made(values[0], values[1], [values[2]])
        for words in more:
            made.words += words
        self._open[made.thread] = made
        return f"[{made.thread}] {self.made(made)}"

    def leave(self, values: Sequence[int]) -> str:
        """Return a call that returns, with what it was made with, if that is known."""
        number, thread, result = values[0], values[1], signed(values[2], 8)
        made = self._open.pop(thread, None)
        whole = made is not None and made.number == number
        said = self.made(made) if made and whole else f"{self.name(number)}(...)"
        return f"[{thread}] {said} = {self.result(number, result)}"

    def unfinished(self) -> Iterator[str]:
        """Yield the calls that have not returned."""
        for made in self._open.values():
            yield f"[{made.thread}] {self.made(made)} = ?"

    def name(self, number: int) -> str:
        """Return the name of a call."""
        known = self.facts["calls"].get(str(number))
        return str(known["name"]) if known else f"call_{number}"

    def made(self, made: Made) -> str:
        """Return a call with its arguments."""
        known = self.facts["calls"].get(str(made.number))
        if known is None:
            return f"{self.name(made.number)}()"
        words = iter(made.words)
        shown = [f"{one['name']}={self.argument(one, words)}" for one in known["params"]]
        return f"{known['name']}({', '.join(shown)})"

    def argument(self, one: Mapping[str, Any], words: Iterator[int]) -> str:
        """Return an argument; those on the program's stack are not recorded."""
        if one["stack"]:
            return "..."
        value = 0
        for place in range(one["words"]):
            value |= next(words, 0) << 8 * self._word * place
        if one["kind"] not in VALUES:
            return f"{value:#x}" if value else "NULL"
        value &= (1 << 8 * one["size"]) - 1
        if one["enum"]:
            return self.named(one["enum"], value)
        if one["signed"]:
            return str(signed(value, one["size"]))
        return f"{value:#x}" if value > 0xFFFF else str(value)

    def named(self, enum: str, value: int) -> str:
        """Return a value by its name, or its flags' names."""
        names = {int(number): name for number, name in self.facts["enums"][enum].items()}
        if enum not in self.facts["flags"]:
            return str(names.get(value, value))
        found = [name for bit, name in names.items() if bit & value]
        rest = value & ~sum(names)
        return "|".join(found + ([f"{rest:#x}"] if rest or not found else []))

    def result(self, number: int, value: int) -> str:
        """Return what a call returns: a value, or -1 and an error by its name."""
        if -ERRORS <= value < 0:
            return f"-1 {self.facts['errors'].get(str(-value), -value)}"
        kind = self.facts["calls"].get(str(number), {}).get("result", "")
        return f"{value & (1 << 8 * self._word) - 1:#x}" if kind == "addr" else str(value)


def signed(value: int, size: int) -> int:
    """Return a number of so many bytes with its sign."""
    return value - (1 << 8 * size) if value >> 8 * size - 1 & 1 else value
