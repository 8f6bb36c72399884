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

#: The last so many results of a handler are an errno, negated.
MAX_ERRNO = 4095

#: Scratch registers that the way back gives values to.
SPENT = ("rax", "rcx", "r11")

#: Where the kernel's functions have their first words on i386 (gcc, -mregparm=3).
REGPARM = ("eax", "edx", "ecx")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the system-call entries of the target."""
    arch = kernel.arch
    fast_stack = arch.call_args[len(REGPARM) : arch.fast_args]
    words = {
        **refused(kernel),
        "fast_table": "syscall_table" if all(c.fast for c in kernel.calls) else FAST,
        "max_errno": MAX_ERRNO,
        "moves": moves(kernel),
        "fast_pushes": tuple(reversed(fast_stack)),
        "fast_pops": fast_stack,
        "fast_last": arch.call_args[arch.fast_args - 1],
        "cleared": tuple(low_half(r) for r in arch.c_scratch if r not in SPENT),
        "traced": traced_kind(kernel),
        "word_pushes": tuple(reversed(arch.call_args)),
        "fast_words": tuple(reversed(arch.call_args[: arch.fast_args])),
        "word_bytes": len(arch.call_args) * arch.word,
        "saves": tuple(reversed(arch.trap_frame.saved)),
    }
    template = f"asm/syscall_entry_{arch.name}.S.j2"
    edit = f"arch/{arch.name}/facts.py and the declared calls"
    yield Artefact("syscall_entry.gen.S", template, words, edit)


def moved(argument: str, word: str) -> dict[str, str]:
    """Return a word of the program's, and the register in which C wants it."""
    return {"argument": argument, "word": word, "word_upper": word.upper()}


def refused(kernel: Kernel) -> dict[str, int]:
    """Return from which number on there are no calls, and what is answered then."""
    errno = {m.name: m.value for e in kernel.enums if e.name == "Errno" for m in e.members}
    return {
        "count": max((c.number for c in kernel.calls), default=-1) + 1,
        "enosys": errno.get("ENOSYS", 78),
    }


def moves(kernel: Kernel) -> list[dict[str, str]]:
    """Return the words that C has in registers on i386."""
    return [moved(*pair) for pair in zip(REGPARM, kernel.arch.call_args, strict=False)]


def traced_kind(kernel: Kernel) -> int:
    """Return the bit of trace_mask that has calls recorded; 0 where no call is."""
    kinds = {t.kind for t in kernel.debugging.traces if t.calls}
    bits = [m.value for e in kernel.enums for m in e.members if m.name in kinds]
    return bits[0] if bits and kernel.config.invariants else 0


def low_half(register: str) -> str:
    """Return the name of a 64-bit register's low 32 bits; writing them clears the rest."""
    return f"{register}d" if register[1].isdigit() else f"e{register[1:]}"
