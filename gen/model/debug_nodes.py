# SPDX-License-Identifier: BSD-3-Clause
"""The nodes of the model for what a kernel shows of itself."""

from __future__ import annotations

from dsl.record import dataclass
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A counter; its number is its place in what each CPU counts."""

    number: int
    name: str
    subsystem: str
    unit: str
    doc: str
    loc: Loc

    @property
    def c_name(self) -> str:
        """What C calls it: `ipi_sent`."""
        return f"{self.subsystem}_{self.name}"


@dataclass(frozen=True, slots=True)
class CommandParam:
    """An argument of a command.

    `kind`: number, word (one of `words`, the members of an Enum in small letters), text or
    modifier.  `size` is a number's, in bytes; `otherwise` is handed on when it is left out,
    which only an `optional` one may be.  `c` declares it.
    """

    name: str
    kind: str
    c: str
    size: int
    words: tuple[tuple[str, int], ...]
    optional: bool
    otherwise: int


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command of the debugger."""

    name: str
    subsystem: str
    function: str
    short: str
    params: tuple[CommandParam, ...]
    doc: str
    loc: Loc

    @property
    def handler(self) -> str:
        """The C function that does it."""
        return f"ddb_on_{self.function}"


@dataclass(frozen=True, slots=True)
class TraceValue:
    """What an event records: `c` declares it; `enumeration` names the Enum that it is."""

    name: str
    c: str
    pointer: bool
    signed: bool
    enumeration: str


@dataclass(frozen=True, slots=True)
class TraceRow:
    """An event that can be recorded; `kind` is the C constant of what one asks for."""

    number: int
    name: str
    subsystem: str
    kind: str
    values: tuple[TraceValue, ...]
    doc: str
    loc: Loc
    calls: str = ""
    """What of a system call its entry records by this: enter, words, leave; else nothing."""

    @property
    def c_name(self) -> str:
        """What C calls it: `lwkt_switch`."""
        return f"{self.subsystem}_{self.name}"


@dataclass(frozen=True, slots=True)
class Debugging:
    """All that a kernel shows of itself."""

    counters: tuple[CounterRow, ...]
    commands: tuple[CommandRow, ...]
    traces: tuple[TraceRow, ...]
