# SPDX-License-Identifier: BSD-3-Clause
"""The rule about errors' signs: a message's answer is an errno, a call's result its negative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gen.analyse.source import Source
from gen.analyse.tree import kind, parameters, type_text, walk
from gen.diag import Diag, Edit
from gen.place import Loc

#: The handlers of messages and of calls, by name and by what they take and return.
MESSAGE = re.compile(r"\w+_on_\w+"), re.compile(r"struct \w+_msg \*")
CALL, RESULT = re.compile(r"sys_\w+"), "intptr_t"

#: A return, what decides between two values of it, and errors as they are written.  C keeps
#: such names for <errno.h> (C11, 7.31.3).
RETURN = re.compile(r"\breturn\b(?:[^;?]*\?)?([^;]*);")
ERROR = re.compile(r"(-?)\s*\b(E[A-Z][A-Z0-9]+)\b(?!\s*\()")


def signs(node: Any, source: Source) -> Iterator[Diag]:
    """Yield where a handler returns an error of the other kind's sign."""
    name, taken = node.decl.name, parameters(node.decl.type)
    returns = type_text(node.decl.type.type)
    answers = (returns == "int" and MESSAGE[0].fullmatch(name) and len(taken) == 1
               and MESSAGE[1].fullmatch(taken[0]))
    if not answers and not (returns == RESULT and CALL.fullmatch(name)):
        return
    for one in walk(node.body):
        for at, minus, error in written(one, source) if kind(one) == "Return" else ():
            if bool(minus) is bool(answers):
                right = error if answers else f"-{error}"
                what = f"`{name}` returns `{minus}{error}`, and "
                what += "an answer's error is positive" if answers else "that is a good result"
                yield Diag("K0311", at, what, help=f"write {right}", fix=(Edit(at, right),))


def written(node: Any, source: Source) -> Iterator[tuple[Loc, str, str]]:
    """Yield the errors that a return names: where, the sign and the name."""
    file, line = node.coord.file, node.coord.line
    text = source.lines(file)[line - 1 : line]
    match = RETURN.search(text[0]) if text else None
    for one in ERROR.finditer(text[0], *match.span(1)) if match else ():
        yield Loc(file, line, one.start() + 1, one.end() + 1), one[1], one[2]
