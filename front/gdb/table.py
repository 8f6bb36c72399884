# SPDX-License-Identifier: BSD-3-Clause
"""What gdb_script.gen.py says of a kernel: the rows of its tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Field:
    """A structure's field; `of` names the structure, Enum, Flags or Bits that it is of."""

    name: str
    offset: int
    size: int
    count: int
    kind: str
    of: str = ""
    signed: bool = False


@dataclass(frozen=True)
class Structure:
    """A declared structure."""

    name: str
    size: int
    rows: list[Field]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Its fields by their names."""
        return {row.name: row for row in self.rows}


@dataclass(frozen=True)
class Enumeration:
    """The names of values, or of flags."""

    name: str
    flags: bool
    values: dict[int, str]

    @property
    def mask(self) -> int:
        """All its flags."""
        return sum(self.values) if self.flags else 0

    def shown(self, value: int) -> str:
        """Return a value by its name, or its flags' names."""
        if not self.flags:
            return self.values.get(value, f"{value}, which has no name")
        found = [name for bit, name in self.values.items() if bit & value]
        rest = value & ~self.mask
        return "|".join(found + ([f"{rest:#x}"] if rest or not found else []))


@dataclass(frozen=True)
class Port:
    """A declared port; `states`: by state, which messages may come next, and where to."""

    name: str
    owner: str
    protocol: str
    states: list[dict[str, int]]

    @property
    def symbol(self) -> str:
        """Its variable."""
        return f"{self.name}_port"


@dataclass(frozen=True)
class Lock:
    """A declared lock; `per`: the structure that each is in, empty for one that is alone."""

    name: str
    kind: str
    structure: str
    per: str
    after: tuple[str, ...]


@dataclass
class Kernel:
    """All that is said of one kernel; `roles` are the frame's registers by what they are for."""

    arch: str
    word: int
    roles: dict[str, str]
    switch_frame: tuple[str, ...] = ()
    structures: list[Structure] = field(default_factory=list)
    enums: list[Enumeration] = field(default_factory=list)
    layouts: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    kinds: dict[int, tuple[str, str]] = field(default_factory=dict)
    ports: list[Port] = field(default_factory=list)
    lock_kinds: dict[str, str] = field(default_factory=dict)
    locks: list[Lock] = field(default_factory=list)

    @cached_property
    def structure_of(self) -> dict[str, Structure]:
        """The structures by their names."""
        return {one.name: one for one in self.structures}

    @cached_property
    def enum_of(self) -> dict[str, Enumeration]:
        """The Enums and Flags by their names."""
        return {one.name: one for one in self.enums}
