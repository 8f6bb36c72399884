# SPDX-License-Identifier: BSD-3-Clause
"""user/stub.gen.S: the functions by which programs make system calls.

Sample::

    getpid:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.model.nodes import Call, Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the stubs of the target."""
    arch = kernel.arch
    stubs = [stub(c, arch.c_preserved) for c in kernel.calls]
    template = f"asm/stub_{arch.name}.S.j2"
    words = {"stubs": stubs, "vector": kernel.syscall_vector}
    yield Artefact("user/stub.gen.S", template, words, "the declared calls")


def stub(call: Call, preserved: tuple[str, ...]) -> dict[str, object]:
    """Return what a call's stub is made of; offsets are from the stack behind the pushes."""
    registers = [w.register for p in call.params for w in p.words if w.register]
    saved = [r for r in registers if r in preserved]
    depth = 4 * (len(saved) + 1)
    loads = [{"register": r, "offset": depth + 4 * i} for i, r in enumerate(registers)]
    # Words on the stack are pushed in front of the others' loads, last word first, with a
    # word below for the return address that the kernel skips.
    stack = [
        {"offset": depth + 4 * (len(registers) + call.stack_count - 1)}
        for _ in range(call.stack_count)
    ]
    pushed = 4 * (call.stack_count + 1) if call.stack_count else 0
    for load in loads:
        load["offset"] = int(str(load["offset"])) + pushed
    return {
        "name": call.name,
        "number": call.number,
        "at": call.loc.at,
        "saved": saved,
        "restored": list(reversed(saved)),
        "loads": loads,
        "stack": stack,
        "pushed": pushed,
        "fast": call.fast,
        "fourth": call.word_count >= 4,
    }
