# SPDX-License-Identifier: BSD-3-Clause
"""enum_name.gen.c: the names of declared values, for what the kernel prints; and its header.

Sample::

    { (uint64_t)SIGSEGV, "SIGSEGV" },
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import listed, quoted
from gen.model.nodes import Enumeration, Kernel
from gen.model.types import snake


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield a table for every enumeration, a function where a value has one name."""
    words = {
        "headers": [f"{name}.gen.h" for name in sorted({e.subsystem for e in kernel.enums})],
        "enums": [named(e) for e in kernel.enums],
    }
    edit = "the declared enumerations"
    yield Artefact("enum_name.gen.c", "c/enum_name.c.j2", words, edit)
    yield Artefact("include/enum_name.gen.h", "c/enum_name.h.j2", words, edit)


def named(enum: Enumeration) -> dict[str, object]:
    """Return what an enumeration's table and function are made of: flags have no function."""
    head = f"{snake(enum.name)}_name"
    return {
        "at": enum.loc.at,
        "table": table(enum),
        "values": f"{snake(enum.name)}_values",
        "definition": listed(f"const struct named_values {table(enum)} = TABLE(",
                             [f"{snake(enum.name)}_values"], ");"),
        "head": "" if enum.is_flags else f"{head}({enum.type.c} value)",
        "prototype": "" if enum.is_flags else f"{head}({enum.type.c});",
        "members": [{"name": m.name, "text": quoted(m.name)} for m in enum.members],
    }


def table(enum: Enumeration) -> str:
    """Return the table of an enumeration's names."""
    return f"{snake(enum.name)}_names"
