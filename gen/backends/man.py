# SPDX-License-Identifier: BSD-3-Clause
"""man/<call>.2: the manual pages, in mdoc, from the declarations and their docstrings.

What a call fails with is completed from the types of its arguments.

Sample::

    .Dt GETPID 2
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from gen.artefact import Artefact
from gen.backends.call_name import member_texts
from gen.backends.calls import result_c
from gen.mdoc import Words, text
from gen.model.nodes import Call, Enumeration, Kernel, Member, Param, Structure
from gen.piece import digest

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

READ = ("in", "in_window", "in_bytes", "cstr")
WRITTEN = ("out", "out_window", "out_bytes")
BOTH = ("inout", "inout_bytes")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield a page for every call."""
    known = Known(kernel)
    for call in kernel.calls:
        key = kernel.pieces.key([call], *known.marks(call))
        path = f"man/{call.name}.2"
        yield Artefact(path, "man/man.2.j2", partial(page, call, known), call.loc.file, key)


class Known:
    """What the pages know of all declarations."""

    def __init__(self, kernel: Kernel) -> None:
        texts = {e.name: kernel.pieces.of("texts", e, partial(member_texts, e))
                 for e in kernel.enums}
        self.errors = {name: text for e in kernel.enums for name, text in texts[e.name].items()}
        self.values = frozenset({m.name for e in kernel.enums for m in e.members}
                                - {*self.errors} | {"NULL"})
        self.failures = frozenset(self.errors)
        self.calls = frozenset(c.name for c in kernel.calls)
        self.told: dict[str, list[str]] = {}
        self.enums = {e.name: e for e in kernel.enums}
        self.structs = {s.name: s for s in kernel.structs}
        self.day = day(kernel.release.date)
        self.neighbours: dict[str, list[str]] = {}
        for call in kernel.calls:
            self.neighbours.setdefault(call.subsystem, []).append(call.name)
        self._common = digest([], (self.day, sorted(self.errors.items()), sorted(self.values),
                                   sorted(self.calls)))

    def marks(self, call: Call) -> tuple[object, ...]:
        """Return what a page hangs on besides its own call."""
        return self._common, self.neighbours[call.subsystem]


def page(call: Call, known: Known) -> dict[str, object]:
    """Return the words of a call's page."""
    words = Words(call.name, known.values, known.failures, known.calls, known.told)
    return {
        "date": known.day,
        "name": call.name,
        "title": call.name.upper(),
        "summary": one_line(call.summary),
        "result": '"void"' if call.noreturn else f'"{result_c(call)}"',
        "params": [f'"{p.user_c}"' for p in call.params],
        "description": list(text(description(call), words)),
        "values": [values_of(p, known.enums[p.enumeration])
                   for p in call.params if p.enumeration],
        "structures": [fields_of(p, known.structs[p.type.name]) for p in call.params
                       if p.type.name in known.structs],
        "returns": list(text(returns(call), words)),
        "errors": [error(e, call, known.errors, words) for e in call.errors],
        "see_also": see_also(call, known.neighbours[call.subsystem]),
        "history": list(text(history(call), words)),
    }


def values_of(param: Param, enum: Enumeration) -> dict[str, object]:
    """Return what an argument may be: the members, each with its number and what it means."""
    texts = member_texts(enum)
    shown = (lambda value: f"{value:#x}") if enum.is_flags else str
    rows = [
        {"name": m.name, "text": f"{shown(m.value)}.\n{texts.get(m.name, '')}".rstrip()}
        for m in enum.members
    ]
    ways = "is any of these, joined by" if enum.is_flags else "is one of these:"
    return {"name": param.name, "ways": ways, "joined": enum.is_flags, "rows": rows,
            "widest": max((m.name for m in enum.members), key=len)}


def fields_of(param: Param, structure: Structure) -> dict[str, object]:
    """Return the structure that an argument points at, as C has it."""
    lines = [f"\t{field.type.declare(field.name)};" for field in structure.fields]
    return {"name": param.name, "c_name": structure.c_name, "fields": "\n".join(lines)}


def day(date: str) -> str:
    """Return a day as mdoc has it, whatever the locale."""
    year, month, number = map(int, date.split("-"))
    return f"{MONTHS[month - 1]} {number}, {year}"


def one_line(summary: str) -> str:
    """Return a summary as the NAME section has it: no capital, no full stop."""
    return (summary[:1].lower() + summary[1:].rstrip(".")).replace("*", "")


def description(call: Call) -> str:
    """Return what the DESCRIPTION says: the docstring, whose first line the NAME has."""
    parts = call.doc.split("\n\n", 1)
    told = parts[1] if len(parts) > 1 else parts[0]
    if call.abortable:
        told += "\n\nThe caller may sleep; a signal ends that sleep."
    elif call.blocks:
        told += "\n\nThe caller may sleep; no signal ends that sleep."
    return told


def returns(call: Call) -> str:
    """Return what the RETURN VALUES section says."""
    failed = "Otherwise -1 is returned and errno is set to say why."
    if call.noreturn:
        return f"{call.name}() never returns."
    if call.result.kind == "void":
        return f"{call.name}() returns 0 when it succeeds. {failed}"
    if not call.errors:
        return f"{call.name}() always succeeds."
    return f"{call.name}() returns what is told above when it succeeds. {failed}"


def error(member: Member, call: Call, texts: dict[str, str], words: Words) -> dict[str, str]:
    """Return an error's entry: what it means, and when the arguments alone cause it."""
    causes = [cause for p in call.params for cause in caused(member.name, p)]
    sentences = [f"{texts.get(member.name, member.name)}.", *causes]
    return {"name": member.name, "text": "\n".join(text(" ".join(sentences), words))}


def caused(name: str, param: Param) -> Iterator[str]:
    """Yield when an argument causes an error, whatever the call does."""
    if name == "EFAULT" and param.kind in (*READ, *WRITTEN, *BOTH):
        way = "read" if param.kind in READ else "write" if param.kind in WRITTEN else "change"
        real = "is not NULL, and " if param.optional else ""
        yield f"*{param.name}* {real}points at memory that the caller may not {way}."
    elif name == "EINVAL" and param.kind == "enum":
        yield f"*{param.name}* is none of the values that it may have."
    elif name == "EINVAL" and param.kind == "flags":
        yield f"*{param.name}* holds a bit that has no meaning."
    elif name == "EINVAL" and param.kind == "length":
        most = f"is above {param.bound}" if param.bound else "is above what ssize_t can hold"
        yield f"*{param.name}* {most}."
    elif name == "ENAMETOOLONG" and param.kind == "cstr":
        yield f"*{param.name}* has more than {param.bound - 1} bytes."


def see_also(call: Call, neighbours: list[str]) -> list[str]:
    """Return references to the other calls of the subsystem."""
    others = sorted(name for name in neighbours if name != call.name)
    return [f".Xr {name} 2{' ,' if name != others[-1] else ''}" for name in others]


def history(call: Call) -> str:
    """Return what the HISTORY says: number and former name."""
    was = f" It was called {call.was}() before." if call.was else ""
    return f"{call.name}() has the number {call.number} in Darner.{was}"
