# SPDX-License-Identifier: BSD-3-Clause
"""Reading messages as bytes: of a kernel's memory, for gdb, and of a wire.

The facts are message.gen.json's, which the generator makes of the declarations.  Nothing here
needs more than Python's library: gdb has a Python of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: The file of the facts.
FACTS = "message.gen.json"

#: Bytes of a wire message before its fields: number and size.
WIRE_HEADER = 8


class Unreadable(ValueError):
    """Bytes that are no message; the text says why."""


@dataclass(frozen=True)
class Decoded:
    """A message: its name, and its fields' values as people read them."""

    name: str
    fields: dict[str, str]

    def __str__(self) -> str:
        return " ".join([self.name, *(f"{name}={value}" for name, value in self.fields.items())])


class Decoder:
    """Decodes the messages of one kernel."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.header = facts["header"]
        self.enums = facts["enums"]
        self.messages = {int(number, 16): m for number, m in facts["messages"].items()}
        self.ports = {int(number, 16): name for number, name in facts["ports"].items()}

    @staticmethod
    def of(folder: Path) -> Decoder:
        """Return the decoder of the kernel whose facts are in a folder."""
        return Decoder(json.loads((folder / FACTS).read_text(encoding="utf-8")))

    def size(self, number: int) -> int:
        """Return the bytes of a message in memory; those of the header for an unknown one."""
        known = self.messages.get(number)
        return int(known["size"] if known else self.header["size"])

    def number(self, data: bytes) -> int:
        """Return the number of a message whose header is the beginning of `data`."""
        row = next(f for f in self.header["fields"] if f["name"] == "number")
        return int.from_bytes(data[row["offset"] : row["offset"] + row["size"]], "little")

    def name(self, number: int) -> str:
        """Return what a message of a number is called."""
        known = self.messages.get(number)
        return str(known["name"]) if known else f"message {number:#x}, which nobody declares"

    def memory(self, data: bytes) -> Decoded:
        """Decode a message as it lies in the kernel's memory."""
        if len(data) < self.header["size"]:
            raise Unreadable(f"{len(data)} bytes; a header has {self.header['size']}")
        number = self.number(data)
        known = self.messages.get(number)
        head = self.fields(self.header["fields"], data)
        del head["number"]
        if known is None:
            return Decoded(self.name(number), head)
        if len(data) < known["size"]:
            raise Unreadable(f"{len(data)} bytes; `{known['name']}` has {known['size']}")
        return Decoded(known["name"], self.fields(known["fields"], data) | head)

    def wire(self, data: bytes) -> Decoded:
        """Decode a message as it travels."""
        if len(data) < WIRE_HEADER:
            raise Unreadable(f"{len(data)} bytes; a wire message has {WIRE_HEADER} and more")
        number, size = (int.from_bytes(data[at : at + 4], "little") for at in (0, 4))
        known = self.messages.get(number)
        if known is None:
            raise Unreadable(f"nobody declares a message {number:#x}")
        if not known["wire_size"]:
            raise Unreadable(f"`{known['name']}` is not `remote` ({known['at']})")
        if not size == len(data) == known["wire_size"]:
            raise Unreadable(
                f"{len(data)} bytes that say to be {size}; `{known['name']}` has "
                f"{known['wire_size']}"
            )
        for row in known["wire"]:
            if row["kind"] == "reserved" and any(part(row, data)):
                raise Unreadable(f"`{row['name']}` is reserved, and not zero")
        return Decoded(known["name"], self.fields(known["wire"], data))

    def fields(self, rows: Sequence[Mapping[str, Any]], data: bytes) -> dict[str, str]:
        """Return the values of fields by their names."""
        return {r["name"]: self.value(r, data) for r in rows if r["kind"] != "reserved"}

    def value(self, row: Mapping[str, Any], data: bytes) -> str:
        """Return one field's value as people read it."""
        raw = part(row, data)
        if row["kind"] == "text":
            return json.dumps(raw.split(b"\0")[0].decode(errors="replace"))
        if row["kind"] == "struct":
            return raw.hex()
        each = row["each"]
        whole = [raw[at : at + each] for at in range(0, len(raw), each)]
        values = [self.one(row, int.from_bytes(p, "little", signed=row["signed"])) for p in whole]
        return values[0] if row["kind"] != "array" else f"[{' '.join(values)}]"

    def one(self, row: Mapping[str, Any], value: int) -> str:
        """Return a number: by its name, or its flags' names, where it has such."""
        enum = self.enums.get(row["enum"])
        if enum is None:
            return f"{value:#x}" if row["kind"] == "kptr" else str(value)
        names = {int(number): name for number, name in enum["values"].items()}
        if not enum["flags"]:
            return str(names.get(value, f"{value} (no {row['enum']})"))
        found = [name for bit, name in names.items() if bit & value]
        rest = value & ~sum(bit for bit in names)
        return "|".join(found + ([f"{rest:#x}"] if rest or not found else []))


def part(row: Mapping[str, Any], data: bytes) -> bytes:
    """Return a field's bytes."""
    return data[row["offset"] : row["offset"] + row["size"]]
