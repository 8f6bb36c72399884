# SPDX-License-Identifier: BSD-3-Clause
"""The facts that go into every generator of a comparison: registers, routines, records."""

from __future__ import annotations

from dataclasses import dataclass

#: Fields of a register of 32 bits: name, lowest and highest bit.
FIELDS = (("enable", 0, 0), ("reset", 1, 1), ("mode", 2, 4), ("speed", 5, 7), ("mask", 8, 15),
          ("depth", 16, 19), ("loop", 20, 20), ("wake", 21, 21))

#: What a routine takes; it gives back a u32.
ARGUMENTS = (("unit", "u32"), ("offset", "u64"), ("range", "pair"), ("step", "i32"))

#: Values of an enumeration, and fields of the structure that has it.
VALUES = ("small", "large", "odd")
MEMBERS = (("start", "u64"), ("end", "u64"), ("length", "u32"), ("left", "i32"),
           ("mode", "u16"), ("level", "u16"), ("kind", "enum"), ("step", "u64"))


@dataclass(frozen=True)
class Register:
    """A register of 32 bits at an offset: fields by name, lowest and highest bit."""

    name: str
    offset: int
    fields: tuple[tuple[str, int, int], ...] = FIELDS


@dataclass(frozen=True)
class Routine:
    """A thing to ask for: arguments by name and type; a u32 comes back."""

    name: str
    number: int
    arguments: tuple[tuple[str, str], ...] = ARGUMENTS


@dataclass(frozen=True)
class Record:
    """An enumeration of 32 bits, from 0, and a structure that has it."""

    name: str
    values: tuple[str, ...] = VALUES
    members: tuple[tuple[str, str], ...] = MEMBERS


def registers(count: int) -> list[Register]:
    """Return so many registers, one behind the other."""
    return [Register(f"reg{n:04}", 4 * n) for n in range(count)]


def routines(count: int) -> list[Routine]:
    """Return so many routines."""
    return [Routine(f"ask{n:04}", n) for n in range(count)]


def records(count: int) -> list[Record]:
    """Return half as many records as declarations: each is a structure and an enumeration."""
    return [Record(f"state{n:04}") for n in range(count // 2)]
