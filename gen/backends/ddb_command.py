# SPDX-License-Identifier: BSD-3-Clause
"""include/ddb_command.gen.h and ddb_command.gen.c: the commands of the kernel's debugger.

Sample::

    const struct ddb_command ddb_command_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import listed, noted, paragraph, prototype, quoted
from gen.model.debug_nodes import CommandParam, CommandRow
from gen.model.nodes import Kernel

EDIT = "the declared commands of the debugger"

#: Columns of a line of help; in C there are quotes and an indent around it.
HELP = 62


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the table of the commands, the switch over them, and the header of both."""
    commands = kernel.debugging.commands
    words = {"commands": [described(c, n) for n, c in enumerate(commands)], "count": len(commands),
             "tables": [table for c in commands for table in tables(c)],
             "most": max((len(c.params) for c in commands), default=0) or 1}
    yield Artefact("include/ddb_command.gen.h", "c/ddb_command.h.j2", words, EDIT)
    yield Artefact("ddb_command.gen.c", "c/ddb_command.c.j2", words, EDIT)


def described(command: CommandRow, number: int) -> dict[str, object]:
    """Return how a command is found, shown and done."""
    constant = f"DDB_COMMAND_{command.function.upper()}"
    values = [value(p, n) for n, p in enumerate(command.params)]
    rows = f"params_of_{command.function}" if command.params else "NULL"
    table = [quoted(command.name), quoted(command.short), quoted(usage(command)), rows,
             str(len(command.params))]
    return {
        "at": command.loc.at,
        "name": command.function,
        "constant": constant,
        "define": noted(f"#define {constant:<27} {number}", command.loc.at, 48),
        "prototype": [*prototype(f"void\t{command.handler}", [p.c for p in command.params], ")"),
                      "\t    __attribute__((cold));"],
        "call": listed(f"\t\t{command.handler}(", values or [""], ");"),
        "row": listed("\t{ ", [*table[:3]], ","),
        "help": "\n".join(helped(command)),
        "tail": f"\t    {rows}, {len(command.params)} }},",
    }


def helped(command: CommandRow) -> Iterator[str]:
    """Yield the lines of a command's docstring, as texts of C."""
    for number, part in enumerate(command.doc.split("\n\n")):
        for line in ([""] if number else []) + paragraph(part, HELP):
            yield f"\t    {quoted(line + chr(10))}"


def usage(command: CommandRow) -> str:
    """Return how a command is typed: `break WHERE [COUNT]`."""
    said = command.name
    for p in command.params:
        if p.kind == "modifier":
            said += "[/FORMAT]"
            continue
        shown = "|".join(word for word, _ in p.words) or p.name.upper()
        said += f" [{shown}]" if p.optional else f" {shown}"
    return said


def value(param: CommandParam, place: int) -> str:
    """Return the C expression of what is handed on."""
    if param.kind in ("text", "modifier"):
        return f"v[{place}].text"
    held = param.c.removesuffix(param.name).rstrip()
    return f"({held})v[{place}].number"


def tables(command: CommandRow) -> Iterator[list[str]]:
    """Yield the tables that a command's row points at: words, and parameters."""
    yield from (words(command, p) for p in command.params if p.words)
    if command.params:
        head = f"static const struct ddb_param params_of_{command.function}[] = {{"
        yield [head, *(line for p in command.params for line in param(command, p)), "};"]


def param(command: CommandRow, p: CommandParam) -> list[str]:
    """Return a parameter's row."""
    kind = f"DDB_{p.kind.upper()}"
    known = f"words_of_{command.function}_{p.name}" if p.words else "NULL"
    parts = [quoted(p.name.upper()), kind, str(p.size), "true" if p.optional else "false",
             f"{p.otherwise}u" if p.otherwise >= 0 else str(p.otherwise), known, str(len(p.words))]
    return listed("\t{ ", parts, " },")


def words(command: CommandRow, p: CommandParam) -> list[str]:
    """Return the table of the words that a parameter may be."""
    head = f"static const struct ddb_word words_of_{command.function}_{p.name}[] = {{"
    return [head, *(f"\t{{ {quoted(word)}, {number}u }}," for word, number in p.words), "};"]
