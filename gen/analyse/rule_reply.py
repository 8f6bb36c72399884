# SPDX-License-Identifier: BSD-3-Clause
"""The rule about answers: they go to a port that takes them, and waits where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from gen.analyse.fact import Answer
from gen.analyse.program import Program
from gen.diag import Diag, Mark
from gen.model.message_nodes import OPERATIONS, Port


def able(program: Program, operation: str) -> set[str]:
    """Return the kinds of ports that have an operation."""
    at = OPERATIONS.index(operation)
    return {one.name for one in program.kernel.messaging.kinds if one.vectors[at]}


def answers_go_where_they_are_taken(program: Program) -> Iterator[Diag]:
    """A message's answer goes to a port of a kind that takes it, or that can be waited on."""
    ports = {one.c_name: one for one in program.kernel.messaging.ports}
    take, wait = able(program, "reply"), able(program, "wait_message")
    others = [one.name for one in ports.values() if one.kind in wait]
    for function in program.functions:
        for one in function.answers:
            to = ports.get(one.port)
            if to is not None:
                yield from wrong(one, to, to.kind in take, to.kind in wait, others)


def wrong(one: Answer, to: Port, takes: bool, waits: bool, others: list[str]) -> Iterator[Diag]:
    """Yield what is wrong with one answer's port."""
    mark = Mark(to.loc, f"a port of kind {to.kind}")
    which = f": {' and '.join(f'`{name}`' for name in sorted(others))} can" if others else ""
    if one.awaited is None and not takes:
        yield Diag("K0331", one.made, f"no answer can go to `{to.name}`", "", (mark,),
                   help="name a port that takes answers")
    elif one.awaited is not None and takes and not waits:
        made = Mark(one.made, "its answer goes there")
        yield Diag("K0331", one.awaited, f"nobody can wait for an answer on `{to.name}`", "",
                   (made, mark), help=f"name a port that can be waited on{which}")
