# SPDX-License-Identifier: BSD-3-Clause
"""Threads, CPUs and traces of a kernel of ours, in gdb: commands over its declared structures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import gdb

from front.trace import EVENTS, Record, decoded

#: Frames of a thread that are shown, and records of a ring that are read.
DEEPEST = 24


def cpus() -> Iterator[gdb.Value]:
    """Yield what each CPU that runs owns."""
    count, areas = int(gdb.parse_and_eval("cpu_count")), gdb.parse_and_eval("cpu_area_table")
    for number in range(count):
        yield areas[number]["cpu"]


def threads() -> Iterator[gdb.Value]:
    """Yield every thread: those on the list of all, and the first CPU's idle thread."""
    at = gdb.parse_and_eval("all_threads")
    while int(at):
        yield at.dereference()
        at = at["all_next"]
    yield next(cpus())["idle"].dereference()


def running() -> dict[int, int]:
    """Return which CPU runs which thread, by the thread's address."""
    return {int(cpu["current"]): int(cpu["id"]) for cpu in cpus()}


def symbol(address: int) -> str:
    """Return an address with the name of what is there."""
    words = gdb.execute(f"info symbol {address:#x}", to_string=True).split(" in section")
    return f"{address:#x} {words[0]}" if len(words) > 1 else f"{address:#x}"


def state(td: gdb.Value, on: dict[int, int]) -> str:
    """Return what a thread does."""
    if int(td.address) in on:
        return f"runs on CPU {on[int(td.address)]}"
    if int(td["wait_channel"]):
        return f"sleeps on {symbol(int(td['wait_channel']))}"
    return "is ready" if int(td["flags"]) & 1 else "waits"


def word(address: int) -> int:
    """Return a word of memory."""
    kind = gdb.lookup_type("unsigned long").pointer()
    return int(gdb.Value(address).cast(kind).dereference())


def calls(td: gdb.Value) -> Iterator[int]:
    """Yield where a thread that is switched out goes on, and who called that, and so on.

    Its stack pointer points at a switch frame, whose registers arch/*/facts.py declares.
    """
    frame = gdb.Value(int(td["sp"])).cast(gdb.lookup_type("struct switch_frame").pointer())
    names = [field.name for field in frame.dereference().type.fields()]
    pc, fp = ("rip", "rbp") if "rip" in names else ("eip", "ebp")
    size = gdb.lookup_type("unsigned long").sizeof
    yield int(frame[pc])
    at, stack = int(frame[fp]), int(td["stack"])
    for _ in range(DEEPEST):
        if not stack <= at < stack + int(td["stack_size"]):
            return
        yield word(at + size)
        above = word(at)
        if above <= at:
            return
        at = above


class Threads(gdb.Command):  # type: ignore[misc]
    """Show all threads of all CPUs: `lwkt-threads`, `lwkt-threads bt` with who called whom."""

    def __init__(self) -> None:
        super().__init__("lwkt-threads", gdb.COMMAND_STACK)

    def invoke(self, line: str, _from_tty: bool) -> None:
        """Print a line for each thread, and its calls when they are asked for."""
        if line not in ("", "bt"):
            raise gdb.GdbError(f"lwkt-threads: takes bt or nothing, not `{line}'")
        on = running()
        for td in threads():
            print(f"{int(td['id']):>5} cpu {int(td['cpu']['id'])} pri {int(td['priority']):>2} "
                  f"{td['name'].string():<16} {state(td, on)}")
            if line == "bt" and int(td.address) not in on:
                for pc in calls(td):
                    print(f"        {symbol(pc)}")


class Cpu(gdb.Command):  # type: ignore[misc]
    """Show what a CPU owns: `cpu 0`."""

    def __init__(self) -> None:
        super().__init__("cpu", gdb.COMMAND_DATA)

    def invoke(self, line: str, _from_tty: bool) -> None:
        """Print a CPU's structure."""
        known = list(cpus())
        if not line.isdecimal() or int(line) >= len(known):
            raise gdb.GdbError(f"cpu: takes a number below {len(known)}, not `{line}'")
        print(known[int(line)].format_string(max_elements=8))


class Ktr(gdb.Command):  # type: ignore[misc]
    """Show what the CPUs recorded, merged by time: `ktr`."""

    def __init__(self) -> None:
        super().__init__("ktr", gdb.COMMAND_DATA)

    def invoke(self, _line: str, _from_tty: bool) -> None:
        """Print the records of all rings."""
        place = Path(gdb.current_progspace().filename).parent / EVENTS
        for text in decoded(sorted(records()), json.loads(place.read_text(encoding="utf-8"))):
            print(text)


def records() -> Iterator[Record]:
    """Yield the whole records of all rings."""
    areas = gdb.parse_and_eval("cpu_area_table")
    for number in range(int(gdb.parse_and_eval("cpu_count"))):
        ring = areas[number]["trace_ring"]
        first, last = ring["records"].type.range()
        for place in range(first, last + 1):
            one = ring["records"][place]
            if int(one["count"]):
                values = tuple(int(one["values"][i]) for i in range(3))
                yield Record(int(one["time"]), number, int(one["event"]), values)  # type: ignore


Threads()
Cpu()
Ktr()
