# SPDX-License-Identifier: BSD-3-Clause
"""What gdb can do besides, with a kernel of ours; gdb's own Python reads this file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import gdb

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import front.gdb_lwkt  # noqa: F401 -- its commands; its path is ours
from front.message_decoder import Decoded, Decoder, Unreadable


class Type(gdb.Command):  # type: ignore[misc]
    """Type a line on the kernel's console: `type ps`.

    The kernel reads it when it runs again.
    """

    def __init__(self) -> None:
        super().__init__("type", gdb.COMMAND_RUNNING)

    def invoke(self, line: str, _from_tty: bool) -> None:
        """Write the line to the pipe of keys."""
        with Path(os.environ["DARNER_KEYS"]).open("w", encoding="utf-8") as keys:
            keys.write(f"{line}\n")


Type()


def decoder() -> Decoder:
    """Return the decoder of the kernel that is being debugged."""
    return Decoder.of(Path(gdb.current_progspace().filename).parent)


def word(expression: str) -> int:
    """Return the value of an expression as a number."""
    return int(gdb.parse_and_eval(expression).cast(gdb.lookup_type("unsigned long")))


def memory(address: int, size: int) -> bytes:
    """Return bytes of the machine."""
    return bytes(gdb.selected_inferior().read_memory(address, size))


class Message(gdb.Command):  # type: ignore[misc]
    """Say what a message says: `message ADDRESS`, any expression that is a pointer."""

    def __init__(self) -> None:
        super().__init__("message", gdb.COMMAND_DATA)

    def invoke(self, line: str, _from_tty: bool) -> None:
        """Decode the message at an address."""
        try:
            print(message_at(decoder(), word(line)))
        except (gdb.error, Unreadable) as error:
            raise gdb.GdbError(f"no message: {error}") from None


def message_at(by: Decoder, address: int) -> Decoded:
    """Return the message at an address."""
    number = by.number(memory(address, by.header["size"]))
    return by.memory(memory(address, by.size(number)))


class Port(gdb.Command):  # type: ignore[misc]
    """Show a port and what waits there: `port echo_port`, or any expression that is a pointer."""

    def __init__(self) -> None:
        super().__init__("port", gdb.COMMAND_DATA)

    def invoke(self, line: str, _from_tty: bool) -> None:
        """Print a port and its queues."""
        try:
            self.show(line)
        except (gdb.error, Unreadable) as error:
            raise gdb.GdbError(f"no port: {error}") from None

    def show(self, line: str) -> None:
        """Print the port that an expression is, or points at."""
        by, found = decoder(), gdb.parse_and_eval(line)
        kind = found.type.strip_typedefs()
        port = found.dereference() if kind.code == gdb.TYPE_CODE_PTR else found
        if any(field.name == "port" for field in port.type.fields()):
            port = port["port"]
        owner = port["owner"]
        name = owner["name"].string() if int(owner) else "nobody"
        print(f"{port['name'].string()}: owner {name}, {int(port['queued'])} queued")
        for queue in ("urgent_first", "first"):
            at = int(port[queue])
            while at:
                print(f"  {at:#x} {message_at(by, at)}")
                at = int(gdb.Value(at).cast(port[queue].type)["next"])


Message()
Port()
