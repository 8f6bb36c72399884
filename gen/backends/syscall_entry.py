# SPDX-License-Identifier: BSD-3-Clause
"""syscall_entry.gen.S: where programs enter by a system call, and how they come back.

The fast way saves only what C does not keep; the trap frame is built when somebody needs
it.

Sample::

    syscall_fast_entry:
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.syscall_table import FAST
from gen.model.nodes import Kernel

#: Scratch registers that the way back gives values to.
SPENT = ("rax", "rcx", "r11")

#: Where the kernel's functions have their first words on i386 (gcc, -mregparm=3).
REGPARM = ("eax", "edx", "ecx")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the system-call entries of the target."""
    arch = kernel.arch
    errno = {m.name: m.value for e in kernel.enums if e.name == "Errno" for m in e.members}
    gate_stack = arch.call_args[len(REGPARM) :]
    fast_stack = arch.call_args[len(REGPARM) : arch.fast_args]
    words = {
        "count": max((c.number for c in kernel.calls), default=-1) + 1,
        "enosys": errno.get("ENOSYS", 78),
        "fast_table": "syscall_table" if all(c.fast for c in kernel.calls) else FAST,
        "max_errno": 4095,
        "moves": [moved(*pair) for pair in zip(REGPARM, arch.call_args, strict=False)],
        "fast_pushes": tuple(reversed(fast_stack)),
        "fast_pops": fast_stack,
        "fast_last": arch.call_args[arch.fast_args - 1],
        "gate_pushes": tuple(r.upper() for r in reversed(gate_stack)),
        "gate_bytes": len(gate_stack) * arch.word,
        "cleared": tuple(low_half(r) for r in arch.c_scratch if r not in SPENT),
        "vector": kernel.syscall_vector,
        "saves": tuple(reversed(arch.trap_frame.saved)),
    }
    template = f"asm/syscall_entry_{arch.name}.S.j2"
    edit = f"arch/{arch.name}/facts.py and the declared calls"
    yield Artefact("syscall_entry.gen.S", template, words, edit)


def moved(argument: str, word: str) -> dict[str, str]:
    """Return a word of the program's, and the register in which C wants it."""
    return {"argument": argument, "word": word, "word_upper": word.upper()}


def low_half(register: str) -> str:
    """Return the name of a 64-bit register's low 32 bits; writing them clears the rest."""
    return f"{register}d" if register[1].isdigit() else f"e{register[1:]}"
