# SPDX-License-Identifier: BSD-3-Clause
"""user/include/calls.gen.h: the system calls as a C program sees them.

Constants, the structures that calls carry, and a prototype for each call with its manual.

Sample::

    ssize_t	write(int fd, const void *buf, size_t nbyte);
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from gen.artefact import Artefact
from gen.fold import comment, joined, paragraph, plain, prototype, tabbed
from gen.model.inner import inner_enums
from gen.model.nodes import MOST_WORDS, Call, Enumeration, Field, Kernel, Structure

#: Where member names and comments of a structure begin.
NAME, COMMENT = 24, 40

#: How programs spell the results that are more, or less, than their scalar.
RESULTS = {"void": "int", "UserAddr": "void *", "Fd": "int", "Pid": "pid_t"}


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the programs' header."""
    inner = inner_enums(kernel)
    words = {
        "call_words": MOST_WORDS,
        "enums": [kernel.pieces.of("values", e, partial(constants, e)) for e in kernel.enums
                  if e.name not in inner],
        "structs": [structure(s) for s in carried(kernel)],
        "calls": [kernel.pieces.of("header", c, partial(described, c)) for c in kernel.calls],
    }
    path = "user/include/calls.gen.h"
    yield Artefact(path, "c/calls.h.j2", words, "the declared calls")


def constants(enum: Enumeration) -> dict[str, object]:
    """Return the constants of an Enum or Flags, aligned, each with its place."""
    shown = (lambda v: f"{v:#x}") if enum.is_flags else str
    lines = [
        tabbed(f"#define {m.name:<23} {shown(m.value)}", COMMENT) + f"/* {m.loc.at} */"
        for m in enum.members
    ]
    return {"title": title(enum.doc), "lines": lines}


def carried(kernel: Kernel) -> Iterator[Structure]:
    """Yield the structures that cross to programs, those inside another one first."""
    waiting = [s for s in kernel.structs if s.shared]
    while waiting:
        names = {s.name for s in waiting}
        ready = next(s for s in waiting if not names & held(s))
        waiting.remove(ready)
        yield ready


def held(structure: Structure) -> set[str]:
    """Return the names of the types of a structure's fields."""
    return {(f.type.element or f.type).name for f in structure.fields}


def structure(structure: Structure) -> dict[str, object]:
    """Return a structure's definition; each member has its offset behind it."""
    return {
        "title": title(structure.doc),
        "head": tabbed(f"struct {structure.c_name} {{", COMMENT) + f"/* {structure.loc.at} */",
        "members": [member(f) for f in structure.fields],
        "tail": tabbed("};", COMMENT) + f"/* {structure.size} bytes */",
    }


def member(field: Field) -> str:
    """Return the line of a structure's member."""
    kind, name = field.type.declare(field.name).rsplit(" ", 1)
    return tabbed(tabbed(f"\t{kind}", NAME) + f"{name};", COMMENT) + f"/* at {field.offset} */"


def title(doc: str) -> list[str]:
    """Return the comment above constants or a structure: the docstring's first paragraph."""
    return comment(paragraph(plain(doc.split("\n\n", 1)[0])))


def described(call: Call) -> dict[str, object]:
    """Return a call's comment and prototype; its manual page has the rest."""
    fails = f"  Fails with {joined(e.name for e in call.errors)}." if call.errors else ""
    doc = paragraph(f"{plain(call.summary)}{fails}")
    return {"doc": comment([*doc, call.loc.at]), "text": "\n".join(user_prototype(call))}


def result_c(call: Call) -> str:
    """Return the C type of a call's result in a program."""
    return RESULTS.get(call.result.name, call.result.c)


def user_prototype(call: Call) -> list[str]:
    """Return a call's prototype, folded."""
    result = "_Noreturn void" if call.noreturn else result_c(call)
    kind, star = result.rstrip("*").rstrip(), "*" if result.endswith("*") else ""
    return prototype(f"{kind}\t{star}{call.name}", [p.user_c for p in call.params])
