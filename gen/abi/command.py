# SPDX-License-Identifier: BSD-3-Clause
"""`./darner abi`: shows what changed for programs and peers, and writes the locks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from gen.diag_render import BLUE, BOLD, GREEN, PLAIN, RED, is_colored

if TYPE_CHECKING:
    from gen.abi.change import Change
    from gen.abi.lock import Locks

DESCRIPTION = """\
Show what changed since abi.txt was written: what breaks programs that run, what
breaks sources, what is only more than before."""

EXAMPLES = """\
  ./darner abi                                 what changed, and what comes of it
  ./darner abi --update                        write the locks; refused when something breaks
  ./darner abi --update --breaking "no users"  write them all the same, with the reason

doc/guides/abi.md leads through it."""

#: What stands before the places of a change.
PLACES = " " * 8

YELLOW = "\033[33m"

#: The colour of each severity's heading, and of what is below it.
COLORS = {"breaks programs:": RED, "breaks sources:": YELLOW, "compatible:": GREEN,
          "harmless:": ""}

#: The codes of what this command is there to settle.
OURS = ("K0340", "K0341", "K0342")


def add(words: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the generator's parser."""
    word = words.add_parser(
        "abi", help="show what changed for programs; --update writes the locks",
        description=DESCRIPTION, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    word.add_argument("--update", action="store_true", help="write every abi.txt")
    word.add_argument("--breaking", metavar="WHY", help="also what breaks programs, and why")
    word.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show or write; 1 when something breaks that was not said to be meant."""
    from gen.abi.lock import locks
    from gen.cli import MISTAKE, report
    from gen.generate import examine

    result = examine(options.root)
    result.diags = [d for d in result.diags if d.code not in OURS]
    if result.diags or result.system is None:
        return report(result)
    if options.breaking is not None and not (options.update and options.breaking.strip()):
        print("darner: --breaking takes a reason, and goes with --update.", file=sys.stderr)
        return MISTAKE
    found = locks(result.system)
    changes = found.changes()
    if options.update:
        version = next(iter(result.system.kernels.values())).release.version
        return update(options.root, found, changes, options.breaking, version)
    show(told(found, changes), sys.stdout)
    return MISTAKE if any(c.severity.word.startswith("breaks") for c in changes) else 0


def show(lines: Iterable[str], stream: TextIO) -> None:
    """Print what changed, in colours where a person looks."""
    color = is_colored(stream)
    print("\n".join(painted(lines) if color else lines), file=stream)


def painted(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines with a terminal's colours: each change has that of its severity."""
    now = ""
    for line in lines:
        now = COLORS.get(line, now if line.startswith(" ") else "")
        how = BLUE if line.startswith(PLACES) else BOLD + now if line in COLORS else now
        yield f"{how}{line}{PLAIN}" if how else line


def told(found: Locks, changes: list[Change]) -> Iterator[str]:
    """Yield what changed, worst first, each with both its places."""
    severity = None
    for change in changes:
        if change.severity != severity:
            severity = change.severity
            yield f"{severity.word}:"
        only = f" ({', '.join(change.arches)})" if len(change.arches) == 1 else ""
        yield f"    {change.what}{only}"
        places = [e.loc.at for e in (change.new, change.old) if e]
        yield f"{PLACES}{', was '.join(places) if change.new else 'was ' + places[0]}"
    if not changes:
        yield "no change since the locks were written"
    for subsystem in found.unlocked():
        count = len({p for by_path in found.new.of(subsystem).values() for p in by_path})
        yield f"not locked yet: {subsystem}, {count} element{'s' * (count != 1)}"


def update(
    root: Path, found: Locks, changes: list[Change], reason: str | None, version: str
) -> int:
    """Write the locks that are not as they should be; return the exit status."""
    from gen.abi.lock import by_subsystem
    from gen.cli import MISTAKE

    breaks = [c for c in changes if c.severity.word.startswith("breaks")]
    if breaks and reason is None:
        show(told(found, breaks), sys.stderr)
        print(f"darner: {len(breaks)} of these break what exists: declare a version, or say\n"
              '        ./darner abi --update --breaking "why that may be".', file=sys.stderr)
        return MISTAKE
    for subsystem, own in by_subsystem(breaks).items():
        notes = tuple(note(c, version, reason or "") for c in own)
        found.old.notes[subsystem] = [*found.old.notes.get(subsystem, []), *notes]
    for name in written(root, found):
        print(name)
    if breaks:
        print(f"CHANGES.md wants a line: - ABI: {reason}: "
              f"{'; '.join(c.what for c in breaks)}.")
    return 0


def note(change: Change, version: str, reason: str) -> str:
    """Return the record of a break that was meant."""
    from gen.abi.lock import BROKE

    return f"{BROKE}{version}: {change.what}: {' '.join(reason.split())}"


def written(root: Path, found: Locks) -> Iterator[str]:
    """Write every lock that is not as it should be, and yield its name."""
    for subsystem in sorted({*found.files, *found.unlocked()}):
        name = found.file(subsystem)
        place = root / name
        if subsystem not in found.homes:
            place.unlink()
            yield f"{name} is gone, as its subsystem is"
            continue
        text = found.text(subsystem)
        if not place.is_file() or place.read_text(encoding="utf-8") != text:
            place.write_text(text, encoding="utf-8")
            yield name
