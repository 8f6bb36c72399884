# SPDX-License-Identifier: BSD-3-Clause
"""include/syscall_number.gen.h: the numbers of the system calls, for C and for assembly.

A renamed call keeps its old name beside the new one; retired numbers are comments.

Sample::

    #define SYS_getpid              20
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the numbers, for the kernel and for programs."""
    numbers = [number(c.name, c.number, c.loc.at) for c in kernel.calls]
    numbers += [
        number(c.was, c.number, f"renamed {c.name}: {c.loc.at}") for c in kernel.calls if c.was
    ]
    gone = [
        {"number": r.number, "name": r.name, "since": r.since, "at": r.loc.at}
        for r in kernel.retired
    ]
    words = {"numbers": numbers, "gone": gone, "declared": len(kernel.calls)}
    for path in ("include/syscall_number.gen.h", "user/include/syscall_number.gen.h"):
        yield Artefact(path, "c/syscall_number.h.j2", words, "the declared calls")


def number(name: str, value: int, at: str) -> dict[str, str]:
    """Return the line of one number."""
    return {"define": f"#define SYS_{name:<19} {value}", "at": at}
