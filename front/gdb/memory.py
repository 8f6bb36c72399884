# SPDX-License-Identifier: BSD-3-Clause
"""Declared structures in a kernel's memory, read by their declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from front.gdb.table import Enumeration, Field, Kernel
from front.message_decoder import Decoded, Decoder

#: A list that is longer is a ring.
LONGEST = 10_000


#: What says that there is no such memory: gdb's own is a RuntimeError.
UNREADABLE = (RuntimeError, ValueError)


class Unknown(ValueError):
    """What cannot be shown; the text says why."""


@dataclass(frozen=True)
class Machine:
    """A kernel that stands still: its tables, its memory, its symbols."""

    kernel: Kernel
    read: Callable[[int, int], bytes]
    address_of: Callable[[str], int]
    name_of: Callable[[int], str]
    """The symbol at an address, with what it is beyond it; empty where there is none."""
    line_of: Callable[[int], tuple[str, int]]
    """The source file and line of an instruction; empty where they are not known."""
    decoder: Decoder
    """What messages say."""

    def word(self, address: int) -> int:
        """Return a word of memory."""
        return int.from_bytes(self.read(address, self.kernel.word), "little")

    def variable(self, symbol: str, structure: str) -> Object:
        """Return the variable of a name, which is a declared structure."""
        address = self.address_of(symbol)
        if not address:
            raise Unknown(f"`{symbol}' is not in this kernel: nothing uses it")
        return Object(self, structure, address)

    def message(self, address: int) -> Decoded:
        """Return what the message at an address says."""
        number = self.decoder.number(self.read(address, self.decoder.header["size"]))
        return self.decoder.memory(self.read(address, self.decoder.size(number)))

    def flag(self, enum: str, name: str) -> int:
        """Return a declared value."""
        values = self.kernel.enum_of[enum].values
        return next(value for value, text in values.items() if text == name)

    def spelled(self, address: int) -> str:
        """Return an address with the name of what is there."""
        name = self.name_of(address)
        return f"{address:#x} {name}" if name else f"{address:#x}"


@dataclass(frozen=True)
class Object:
    """A declared structure at an address."""

    machine: Machine
    structure: str
    address: int

    def field(self, name: str) -> Field:
        """Return a field's row."""
        return self.machine.kernel.structure_of[self.structure].fields[name]

    def number(self, name: str, index: int = 0) -> int:
        """Return a number, or an address, that a field holds."""
        one = self.field(name)
        data = self.machine.read(self.address + one.offset + index * one.size, one.size)
        return int.from_bytes(data, "little", signed=one.signed)

    def text(self, name: str) -> str:
        """Return a string that a field holds."""
        one = self.field(name)
        data = self.machine.read(self.address + one.offset, one.size)
        return data.split(b"\0")[0].decode(errors="replace")

    def inner(self, name: str, index: int = 0) -> Object:
        """Return a structure that a field holds."""
        one = self.field(name)
        return Object(self.machine, one.of, self.address + one.offset + index * one.size)

    def at(self, name: str, index: int = 0) -> Object | None:
        """Return the structure that a field points at."""
        address = self.number(name, index)
        return Object(self.machine, self.field(name).of, address) if address else None

    def enum(self, name: str) -> Enumeration:
        """Return the Enum or Flags that a field is of."""
        return self.machine.kernel.enum_of[self.field(name).of]

    def has(self, name: str, flag: str) -> bool:
        """Say whether a field's value has that name, or that flag."""
        enum, value = self.enum(name), self.number(name)
        known = self.machine.flag(enum.name, flag)
        return bool(value & known) if enum.flags else value == known

    def bits(self, name: str) -> dict[str, int]:
        """Return the parts of a word that a field holds."""
        value, layout = self.number(name), self.machine.kernel.layouts[self.field(name).of]
        return {part: (value & mask) >> low for part, (low, mask) in layout.items()}

    def shown(self, name: str) -> str:
        """Return a field's value as people read it."""
        one = self.field(name)
        if one.kind == "text":
            return self.text(name)
        if one.kind in ("enum", "flags"):
            return self.enum(name).shown(self.number(name))
        if one.kind == "bits":
            return " ".join(f"{part}={value}" for part, value in self.bits(name).items())
        if one.kind in ("kptr", "addr"):
            return self.machine.spelled(self.number(name)) if self.number(name) else "nobody"
        return str(self.number(name))

    def chain(self, first: str, link: str) -> Iterator[Object]:
        """Yield what hangs on a field, each linked to the next by a field of its own."""
        one = self.at(first)
        for _ in range(LONGEST):
            if one is None:
                return
            yield one
            one = one.at(link)
        raise Unknown(f"what hangs on `{first}' of {self.address:#x} has no end")
