# SPDX-License-Identifier: BSD-3-Clause
"""tunable_table.gen.c, its header, and man/tunables.7: what the command line may say.

Sample::

    const unsigned int tunable_row_count =
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.man import day
from gen.fold import comment, joined, listed, noted, paragraph, quoted
from gen.model.nodes import Kernel
from gen.model.tunable_nodes import TunableRow

EDIT = "the declared tunables"

#: Columns of a piece of text; in C there are quotes and an indent around it.
TEXT = 60


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the variables, the table of them, and the page."""
    rows = [described(row) for row in kernel.tunables]
    words = {"rows": rows, "count": len(rows), "date": day(kernel.release.date)}
    yield Artefact("include/tunable_table.gen.h", "c/tunable_table.h.j2", words, EDIT)
    yield Artefact("tunable_table.gen.c", "c/tunable_table.c.j2", words, EDIT)
    yield Artefact("man/tunables.7", "man/tunable_table.7.j2", words, EDIT)


def described(row: TunableRow) -> dict[str, object]:
    """Return how a tunable is held, parsed and told."""
    holds = f"char tunable_{row.name}[{row.size}]" if row.kind == "text" else \
        f"uint32_t tunable_{row.name}"
    value = quoted(row.text) if row.kind == "text" else str(row.value)
    doc = paragraph(row.doc, TEXT)
    return {
        "name": row.name,
        "at": row.loc.at,
        "doc": row.doc,
        "about": comment(paragraph(f"{row.doc}  {row.loc.at}")),
        "holds": holds,
        "value": value,
        "constants": [
            noted(f"#define {row.constant(word):<31} {number}", row.loc.at, 48)
            for word, number in row.words if row.makes
        ],
        "words": [*words(row)],
        "row": [
            *listed("\t{ ", [quoted(row.name), quoted(row.loc.at)], ","),
            *(f"\t    {quoted(piece + ' ')}" for piece in doc[:-1]),
            f"\t    {quoted(doc[-1])},",
            *(f"\t    {line.strip()}" for line in
              listed("\t    ", [quoted(takes(row)), quoted(otherwise(row))], ",")),
            *(f"\t    {line.strip()}" for line in listed(
                "\t    ",
                [f"TUNABLE_IS_{row.kind.upper()}", f"{row.least}u", f"{row.most}u",
                 "true" if row.power else "false", str(row.size),
                 f"{row.name}_words" if row.words else "NULL",
                 f"tunable_{row.name}" if row.kind == "text" else f"&tunable_{row.name}"],
                " },")),
        ],
        "form": form(row),
        "takes": takes(row),
        "otherwise": otherwise(row),
    }


def words(row: TunableRow) -> Iterator[str]:
    """Yield the lines of the table of a tunable's words."""
    if row.words:
        yield from ("", f"static const struct tunable_word {row.name}_words[] = {{")
        yield from (f"\t{{ {quoted(word)}, {number:#x} }}," for word, number in row.words)
        yield from ("\t{ NULL, 0 }", "};")


def takes(row: TunableRow) -> str:
    """Return what a tunable may be, in words."""
    names = [word for word, _ in row.words]
    if row.kind == "number":
        power = ", a power of two" if row.power else ""
        return f"a number from {row.least} to {row.most}{power}"
    if row.kind == "flag":
        return "nothing"
    if row.kind == "text":
        return f"a text of at most {row.size - 1} bytes"
    return joined(names) if row.kind == "choice" else f"a list of {joined(names, 'and')}"


def otherwise(row: TunableRow) -> str:
    """Return what holds when nothing is said, as it is typed."""
    if row.kind == "text":
        return row.text
    if row.kind == "choice":
        return next(word for word, value in row.words if value == row.value)
    return str(row.value) if row.kind == "number" else ""


def form(row: TunableRow) -> str:
    """Return how it is typed: with a value, or alone."""
    return row.name if row.kind == "flag" else f"{row.name}="
