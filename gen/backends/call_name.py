# SPDX-License-Identifier: BSD-3-Clause
"""user/call_name.gen.c: the system calls for people, and the names of declared values.

Sample::

    const struct call_name call_name_table[] = {
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from gen.artefact import Artefact
from gen.backends.calls import user_prototype
from gen.fold import WIDTH, paragraph, quoted, tabbed, width
from gen.model.inner import inner_enums
from gen.model.nodes import Call, Enumeration, Kernel
from gen.model.types import snake

COMMENT = 40

#: Columns of a string on a line of its own.
TEXT = 64


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the tables of names."""
    inner = inner_enums(kernel)
    words = {
        "calls": [kernel.pieces.of("name", c, partial(named, c)) for c in kernel.calls],
        "enums": [values(e) for e in kernel.enums if e.name not in inner],
    }
    path = "user/call_name.gen.c"
    yield Artefact(path, "c/call_name.c.j2", words, "the declared calls")


def named(call: Call) -> dict[str, str]:
    """Return a call's row."""
    prototype = " ".join(" ".join(user_prototype(call)).split())
    lines = paragraph(prototype.removesuffix(";").replace("( ", "("), TEXT)
    texts = [f"{line} " for line in lines[:-1]] + lines[-1:]
    return {
        "head": tabbed(f"\t{{ {call.number}, {quoted(call.name)},", COMMENT),
        "at": call.loc.at,
        "prototype": "\n\t    ".join(quoted(text) for text in texts),
        "summary": quoted(call.summary),
    }


def values(enum: Enumeration) -> dict[str, object]:
    """Return the rows of an enumeration: value, name, and what its docstring says of it."""
    texts = member_texts(enum)
    rows = [
        row(f"{{ {m.name}, {quoted(m.name)},", f"{quoted(texts.get(m.name, ''))} }},")
        for m in enum.members
    ]
    return {"table": f"{snake(enum.name)}_value", "at": enum.loc.at, "rows": rows}


def row(name: str, text: str) -> str:
    """Return a value's row, its text on a line of its own where both do not fit."""
    whole = f"{name} {text}"
    return whole if width("\t" + whole) < WIDTH else f"{name}\n\t    {text}"


def member_texts(enum: Enumeration) -> dict[str, str]:
    """Return what an enumeration's docstring says of its members, in lines `NAME: text`."""
    return dict(re.findall(r"^(\w+): (.+)$", enum.doc, re.MULTILINE))
