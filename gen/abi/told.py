# SPDX-License-Identifier: BSD-3-Clause
"""What has changed of what is locked, as errors."""

from __future__ import annotations

from collections.abc import Iterator

from gen.abi.change import Change, Severity
from gen.abi.lock import Locks, by_subsystem
from gen.diag import Diag, Mark
from gen.place import Loc

MEANT = 'if it is meant: ./darner abi --update --breaking "why"'

#: So many changes are told by name.
TOLD = 5

CODES = {Severity.BREAKING: "K0340", Severity.SOURCE: "K0342"}


def told(found: Locks) -> Iterator[Diag]:
    """Yield an error for each change that breaks somebody, and for each lock that is behind."""
    changes = found.changes()
    for group in grouped([c for c in changes if c.severity >= Severity.SOURCE]):
        yield broken(group, found)
    yield from behind(found, changes)


def grouped(changes: list[Change]) -> list[list[Change]]:
    """Return the changes of one structure together, those of others by the element."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        path = change.path
        owner = path[:2] if path[0] in ("struct", "message") else path
        found.setdefault((owner, change.severity), []).append(change)
    for group in found.values():
        group.sort(key=lambda c: (c.new is None, c.new.loc if c.new else (), c.arches))
    return list(found.values())


def broken(group: list[Change], found: Locks) -> Diag:
    """Return the error of changes that break those who were compiled before."""
    change = group[0]
    programs = change.severity is Severity.BREAKING
    who = "programs that run" if programs else "programs that are compiled again"
    if change.path and change.path[0] in ("message", "port"):
        who = "peers on other machines" if programs else "peers that are compiled again"
    notes = [f"it breaks {who}"]
    notes += [f"{c.what}{on(c, found)}" for c in group[1 : TOLD + 1]]
    marks: tuple[Mark, ...] = ()
    at = place(change, found)
    if change.old and change.old.loc != at:
        marks = (Mark(change.old.loc, "as they know it"),)
    notes.append(MEANT)
    what = change.what + on(change, found)
    return Diag(CODES[change.severity], at, what, change.label, marks, tuple(notes),
                help=way_out(change))


def on(change: Change, found: Locks) -> str:
    """Return where a change is, when it is not on all architectures."""
    return f" on {', '.join(change.arches)}" if len(change.arches) < len(found.arches) else ""


def way_out(change: Change) -> str:
    """Return what would be right instead."""
    kind = change.path[0] if change.path else ""
    if change.severity is Severity.SOURCE:
        return "keep the old name" if "called" in change.what else "keep it"
    if kind == "struct":
        old = change.path[1]
        return f"keep it, or give it a version: class {old}(Struct, was={old}1)"
    if kind == "call":
        return "keep it, or declare a new call, and this one as version_of it"
    return "keep it"


def place(change: Change, found: Locks) -> Loc:
    """Return where a change is declared; where nothing is left of it, where it was."""
    element = change.new or change.whose
    if element:
        return element.loc
    old = change.old
    assert old is not None, change
    home = found.homes.get(old.subsystem)
    return Loc(f"{home}/decl.py", 1, 1, 2) if home else old.loc


def behind(found: Locks, changes: list[Change]) -> Iterator[Diag]:
    """Yield a mild error for each lock that does not say all that is declared."""
    told = by_subsystem(changes)
    for subsystem in found.stale():
        own = [c for c in told.get(subsystem, []) if c.severity < Severity.SOURCE]
        if any(c.severity >= Severity.SOURCE for c in told.get(subsystem, [])):
            continue  # what is broken is told
        at = next((c.new.loc for c in own if c.new), Loc(found.files[subsystem], 1, 1, 2))
        notes = [c.what for c in own[:TOLD]]
        if len(own) > TOLD:
            notes.append(f"and {len(own) - TOLD} more")
        yield Diag("K0341", at, f"abi.txt of {subsystem} does not say what is declared",
                   notes=tuple(notes), help="run ./darner abi --update, and read its diff")
