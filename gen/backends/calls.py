# SPDX-License-Identifier: BSD-3-Clause
"""user/include/calls.gen.h: the system calls as a C program sees them.

Sample::

    ssize_t	write(int fd, const void *buf, size_t nbyte);
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.structure import enumeration, struct
from gen.model.nodes import Call, Kernel, Type


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the programs' header."""
    words = {
        "enums": [enumeration(e) for e in kernel.enums],
        "structs": [struct(s) for s in kernel.structs if s.shared],
        "calls": [
            {"text": prototype(c), "summary": c.summary, "at": c.loc.at} for c in kernel.calls
        ],
    }
    path = "user/include/calls.gen.h"
    yield Artefact(path, "c/calls.h.j2", words, "the declared calls")


def result_c(call: Call) -> str:
    """Return the C type of a call's result in a program."""
    if call.noreturn:
        return "_Noreturn void"
    kinds: dict[str, str] = {"void": "int", "UserAddr": "void *", "Fd": "int", "Pid": "pid_t"}
    return kinds.get(call.result.name, scalar(call.result))


def scalar(kind: Type) -> str:
    """Return a scalar's C spelling."""
    return kind.c


def prototype(call: Call) -> str:
    """Return a call's prototype, folded at parameters."""
    result = result_c(call)
    star = result.endswith("*")
    head = f"{result.rstrip('* ')}\t{'*' if star else ''}{call.name}("
    params = [p.user_c for p in call.params] or ["void"]
    lines = [head]
    for index, text in enumerate(params):
        piece = text + (");" if index == len(params) - 1 else ", ")
        if len(lines[-1].expandtabs()) + len(piece.rstrip()) > 79:
            lines.append("\t    ")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)
