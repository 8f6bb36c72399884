# SPDX-License-Identifier: BSD-3-Clause
"""`./darner trace`: what `trace dump` printed at a kernel's prompt, decoded and in order."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from front.cli import parser as empty_parser
from front.complaint import Complaint, Status
from front.trace_call import Calls
from gen.variants import arches, default, variants

#: The file of the facts.
EVENTS = "trace_point.gen.json"

#: A record as the prompt prints it: CPU, time, event, three values, in hexadecimal digits.
RECORD = re.compile(r"^ktr (\d+) ([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+)\s*$",
                    re.MULTILINE)


@dataclass(frozen=True)
class Record:
    """One event of one CPU."""

    time: int
    cpu: int
    event: int
    values: tuple[int, int, int]


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    result = empty_parser(
        "trace",
        "Decode what `trace dump` printed at the kernel's prompt, merged by time.\n"
        "Times are in ticks of the time-stamp counter, from the first event on.",
    )
    result.epilog = (
        "example:\n"
        "    ./darner run --cpus 4 --append trace=sched,ipi --exec 'trace dump' >events\n"
        "    ./darner trace events\n"
        "    ./darner run --append trace=call --exec 'trace dump' | ./darner trace --calls -"
    )
    result.add_argument("file", help="what the kernel printed; - is standard input")
    result.add_argument("--calls", action="store_true",
                        help="show system calls alone, with what they returned")
    result.add_argument("--arch", choices=arches(), default="x86_64", help="default: x86_64")
    configs = variants()
    result.add_argument("--config", choices=[c.name for c in configs], default=default(configs))
    return result.parse_args(words[1:])


def needs(_options: argparse.Namespace) -> frozenset[str]:
    """Nothing beyond Python."""
    return frozenset({"venv"})


def main(root: Path, options: argparse.Namespace) -> int:
    """Print the events of a file, one on a line."""
    place = root / "out" / f"{options.arch}-{options.config}" / "gen" / EVENTS
    if not place.is_file():
        raise Complaint(Status.MISTAKE, f"the {options.config} kernel for {options.arch} is not "
                        "built, and nothing else knows its events.", "`./darner run` builds it.")
    try:
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text(
            encoding="utf-8", errors="replace")
    except OSError as error:
        raise Complaint(Status.MISTAKE, f"{options.file}: {error.strerror}.", "") from None
    found = merged(records(text))
    if not found:
        raise Complaint(Status.MISTAKE, f"{options.file} has no records of a trace.",
                        "`trace dump` at the kernel's prompt prints them.")
    facts = json.loads(place.read_text(encoding="utf-8"))
    for line in called(found, facts) if options.calls else decoded(found, facts):
        print(line)
    return Status.OK


def merged(found: Iterable[Record]) -> list[Record]:
    """Return records by their times; those of one CPU that have one time stay in their order."""
    return sorted(found, key=lambda one: (one.time, one.cpu))


def records(text: str) -> Iterator[Record]:
    """Yield the records of a text, in its order."""
    for match in RECORD.finditer(text):
        time, event, *values = (int(word, 16) for word in match.groups()[1:])
        yield Record(time, int(match[1]), event, (values[0], values[1], values[2]))


def decoded(found: Sequence[Record], facts: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each event, by the facts of its kernel."""
    calls = Calls(facts)
    for place, one in enumerate(found):
        point = facts["points"].get(str(one.event))
        if point is None:
            raise Complaint(Status.MISTAKE, f"this kernel has no event {one.event}.",
                            "The records are another kernel's: build the same one again.")
        part = calls.part(one.event)
        if part == "words":
            continue  # the call's line has them
        if part == "enter":
            said = calls.enter(one.values, words_behind(found, place, calls))
        elif part == "leave":
            said = calls.leave(one.values)
        else:
            said = " ".join(f"{known['name']}={shown(value, known, facts)}"
                            for value, known in zip(one.values, point["values"], strict=False))
        since = one.time - found[0].time
        yield f"{since:>14} {one.cpu:>2} {point['name']:<24} {said}".rstrip()


def words_behind(
    found: Sequence[Record], place: int, calls: Calls
) -> Iterator[tuple[int, int, int]]:
    """Yield the words of a call that its CPU has recorded behind the call's first ones."""
    for one in islice(found, place + 1, None):
        if one.cpu == found[place].cpu and calls.part(one.event):
            if calls.part(one.event) != "words":
                return
            yield one.values


def called(found: Sequence[Record], facts: dict[str, Any]) -> Iterator[str]:
    """Yield the calls alone, each when it returns; in the end those that have not returned."""
    calls = Calls(facts)
    for place, one in enumerate(found):
        if calls.part(one.event) == "enter":
            calls.enter(one.values, words_behind(found, place, calls))
        elif calls.part(one.event) == "leave":
            yield calls.leave(one.values)
    yield from calls.unfinished()


def shown(value: int, known: dict[str, Any], facts: dict[str, Any]) -> str:
    """Return a value as a person reads it."""
    if known["enum"]:
        return str(facts["enums"][known["enum"]].get(str(value), value))
    if known["pointer"]:
        return f"{value:#x}" if value else "NULL"
    if known["signed"] and value >> 63:
        return str(value - (1 << 64))
    return f"{value:#x}" if value > 0xFFFF else str(value)
