# SPDX-License-Identifier: BSD-3-Clause
"""What gdb can do besides, with a kernel of ours; a kernel's gdb_script.gen.py installs it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import gdb

from front.gdb import lock, port, thread
from front.gdb.memory import Machine, Object, Unknown
from front.gdb.record import records
from front.gdb.table import Kernel
from front.message_decoder import Decoder, Unreadable
from front.trace import EVENTS, decoded, merged


def install(kernel: Kernel, folder: Path) -> None:
    """Make the commands of a kernel, whose facts are in a folder."""
    machine = Machine(kernel, memory, address_of, name_of, line_of, Decoder.of(folder))
    events = json.loads((folder / EVENTS).read_text(encoding="utf-8"))
    for name, says, lines in (
        ("lwkt-threads", THREADS, lambda line: thread.lines(machine, line)),
        ("cpu", CPU, lambda line: cpu(machine, line)),
        ("port", PORT, lambda line: ports(machine, line)),
        ("message", MESSAGE, lambda line: [str(machine.message(word(line)))]),
        ("ktr", KTR, lambda _line: decoded(merged(records(machine)), events)),
        ("type", TYPE, keys),
    ):
        Command(name, says, lines)
    for kind, structure in kernel.lock_kinds.items():
        Command(kind.replace("_", "-"), LOCK.format(kind=kind), locks(machine, kind, structure))


THREADS = """Show what all CPUs do, and all threads: `lwkt-threads`, `lwkt-threads bt echod`.

Ids or names pick threads; `bt` adds who called whom, for those that do not run."""

CPU = "Show what a CPU owns: `cpu 0`."

PORT = """Show the declared ports, or one and what waits there: `port`, `port echo`.

A port that is not declared is any expression that points at it."""

MESSAGE = "Say what a message says: `message ADDRESS`, any expression that is a pointer."

KTR = "Show what the CPUs recorded, merged by time: `ktr`."

TYPE = """Type a line on the kernel's console: `type ps`.

The kernel reads it when it runs again."""

LOCK = """Show each declared {kind}, or who has one and who waits for it: `{kind}`, `{kind} NAME`.

One that is not declared by itself is any expression that points at it."""


class Command(gdb.Command):  # type: ignore[misc]
    """A command that prints lines."""

    def __init__(self, name: str, says: str, lines: Callable[[str], Iterable[str]]) -> None:
        self.__doc__ = says
        self.name, self.lines = name, lines
        super().__init__(name, gdb.COMMAND_DATA)

    def invoke(self, line: str, _from_tty: bool) -> None:
        """Print, or say what is wrong."""
        try:
            for text in self.lines(line.strip()):
                print(text)
        except (gdb.error, Unknown, Unreadable, KeyError) as error:
            raise gdb.GdbError(f"{self.name}: {error}") from None


def word(expression: str) -> int:
    """Return the value of an expression as a number."""
    return int(gdb.parse_and_eval(expression).cast(gdb.lookup_type("unsigned long")))


def memory(address: int, size: int) -> bytes:
    """Return bytes of the machine."""
    return bytes(gdb.selected_inferior().read_memory(address, size))


def address_of(symbol: str) -> int:
    """Return the address of a variable; 0 when nothing uses it, and it is in no image."""
    try:
        return word(f"&{symbol}")
    except gdb.error:
        return 0


def name_of(address: int) -> str:
    """Return the name of what is at an address."""
    words = str(gdb.execute(f"info symbol {address:#x}", to_string=True)).split(" in section")
    return words[0] if len(words) > 1 else ""


def line_of(pc: int) -> tuple[str, int]:
    """Return the source line of the call that returns to an address."""
    found = gdb.find_pc_line(pc - 1)
    return (found.symtab.filename, found.line) if found.symtab else ("", 0)


def place(line: str, symbol: str) -> int:
    """Return the address of a declared thing, or of what an expression is, or points at."""
    if symbol:
        return address_of(symbol)
    found = gdb.parse_and_eval(line)
    is_object = found.type.strip_typedefs().code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION)
    return int(found.address) if is_object else word(line)


def ports(machine: Machine, line: str) -> Iterable[str]:
    """Return what is to be said of all ports, or of one."""
    if not line:
        return port.lines(machine)
    symbol = next((p.symbol for p in machine.kernel.ports if line in (p.name, p.symbol)), "")
    return port.one(Object(machine, "lwkt_port", place(line, symbol)))


def locks(machine: Machine, kind: str, structure: str) -> Callable[[str], Iterable[str]]:
    """Return what says what is to be said of all locks of a kind, or of one."""

    def lines(line: str) -> Iterable[str]:
        if not line:
            return lock.lines(machine, kind)
        known = [one for one in machine.kernel.locks if one.name == line and not one.per]
        return lock.one(Object(machine, structure, place(line, known[0].name if known else "")))

    return lines


def cpu(machine: Machine, line: str) -> Iterable[str]:
    """Yield what a CPU owns."""
    known = list(thread.cpus(machine))
    if not line.isdecimal() or int(line) >= len(known):
        raise Unknown(f"takes a number below {len(known)}, not `{line}'")
    one = known[int(line)]
    yield from thread.cpu_lines(one)
    for row in machine.kernel.structure_of[one.structure].rows:
        if row.count == 1:
            yield f"    {row.name} = {one.shown(row.name)}"


def keys(line: str) -> Iterable[str]:
    """Write a line to the pipe of keys."""
    with Path(os.environ["DARNER_KEYS"]).open("w", encoding="utf-8") as pipe:
        pipe.write(f"{line}\n")
    return ()
