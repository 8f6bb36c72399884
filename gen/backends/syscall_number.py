# SPDX-License-Identifier: BSD-3-Clause
"""include/syscall_number.gen.h: the numbers of the system calls, retired ones as comments.

Sample::

    #define SYS_getpid              20
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the numbers, for the kernel and for programs."""
    numbers = [
        {"define": f"#define SYS_{c.name:<19} {c.number}", "at": c.loc.at} for c in kernel.calls
    ]
    numbers += [
        {"define": f"#define SYS_{c.was:<19} {c.number}", "at": f"renamed: {c.name}"}
        for c in kernel.calls
        if c.was
    ]
    gone = [{"number": r.number, "name": r.name, "since": r.since} for r in kernel.retired]
    words = {"numbers": numbers, "gone": gone, "declared": len(kernel.calls)}
    for path in ("include/syscall_number.gen.h", "user/include/syscall_number.gen.h"):
        yield Artefact(path, "c/syscall_number.h.j2", words, "the declared calls")
