# SPDX-License-Identifier: BSD-3-Clause
"""include/counting.gen.h and counting.gen.c: what each CPU counts, and how it is called.

Sample::

    static inline void
    count_trap_page_faults(void)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import comment, listed, noted, paragraph, quoted
from gen.model.debug_nodes import CounterRow
from gen.model.nodes import Kernel

EDIT = "the declared counters"

#: Columns of a piece of text; in C there are quotes and an indent around it.
TEXT = 60


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the functions that count, and the table of the counters."""
    counters = kernel.debugging.counters
    words = {"counters": [described(c) for c in counters], "count": len(counters)}
    yield Artefact("include/counting.gen.h", "c/counting.h.j2", words, EDIT)
    yield Artefact("counting.gen.c", "c/counting.c.j2", words, EDIT)


def described(counter: CounterRow) -> dict[str, object]:
    """Return how a counter is counted and called."""
    constant = f"COUNTER_{counter.c_name.upper()}"
    texts = [quoted(text) for text in (counter.subsystem, counter.name, counter.unit)]
    doc = paragraph(counter.doc, TEXT)
    pieces = [quoted(f"{piece} ") for piece in doc[:-1]] + [quoted(doc[-1])]
    return {
        "at": counter.loc.at,
        "name": counter.c_name,
        "constant": constant,
        "define": noted(f"#define {constant:<23} {counter.number}", counter.loc.at, 40),
        "about": comment(paragraph(f"{counter.doc}  {counter.loc.at}")),
        "row": [*listed("\t{ ", texts, ","), *(f"\t    {p}" for p in pieces[:-1]),
                f"\t    {pieces[-1]} }},"],
    }
