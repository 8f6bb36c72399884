# SPDX-License-Identifier: BSD-3-Clause
"""include/atomic.gen.h: the atomic operations, each an instruction of its width.

Locked instructions order all accesses to memory, and plain loads and stores keep their own
order (SDM 3A 8.2.2): acquire and release keep only the compiler from moving what stands near.
Where a word is wider than a register, cmpxchg8b compares and sets it, and the rest are loops.

Sample::

    static inline void
    atomic_set_int(uint32_t *word, uint32_t value)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import comment, paragraph, prototype
from gen.model.hardware import Atomic
from gen.model.nodes import Kernel

#: The instruction of each operation, and how the value that it takes is spelled.
INSTRUCTIONS = {"set": "or", "clear": "and", "add": "add", "subtract": "sub",
                "cmpset": "cmpxchg", "fetchadd": "xadd", "swap": "xchg", "drop": "dec"}
SUFFIXES = {1: "b", 2: "w", 4: "l", 8: "q"}
SHAPES = {"set": "change", "clear": "change", "add": "change", "subtract": "change",
          "cmpset": "compare", "fetchadd": "exchange", "swap": "exchange", "store": "store",
          "drop": "drop", "load": "load"}
RESULTS = {"cmpset": "bool", "drop": "bool"}

#: What a loop sets the word to, for words that no instruction changes.
LOOPS = {"set": "old | value", "clear": "old & ~value", "add": "old + value",
         "subtract": "old - value", "fetchadd": "old + value", "swap": "value",
         "store": "value"}


#: The forms that the template tells apart; what is none of them is a loop.
FORMS = (
    "change", "compare", "drop", "exchange", "fetching_loop", "glance", "load", "load_pair",
    "store",
)  # fmt: skip


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header."""
    word = kernel.arch.word
    # Loops call these two.
    rows = sorted(kernel.atomics, key=lambda one: one.operation not in ("cmpset", "load"))
    functions = []
    for at, one in enumerate(rows):
        first = at == 0 or rows[at - 1].loc != one.loc
        functions.append(described(one, word, first))
    words = {"functions": functions}
    yield Artefact("include/atomic.gen.h", "c/atomic.h.j2", words, "the table of operations")


def described(one: Atomic, word: int, first: bool) -> dict[str, object]:
    """Return a function's words; the first of its row says what all do."""
    title = comment([*paragraph(one.doc), "", one.loc.at]) if first else []
    wide = one.size > word
    register = "q" if one.size == 1 else "r"
    locked = "lock; " if one.locked and one.operation != "swap" else ""
    suffix = SUFFIXES[one.size]
    return {
        **{name: name == shape(one, wide) for name in FORMS},
        "head": [*title, f"static inline {result(one)}", *prototype(one.name, params(one), ")")],
        "instruction": instruction(one, locked, suffix, wide),
        "c": one.c,
        "register": register,
        "expected": "A" if wide else "a",
        "operand": operand(one, register, wide),
        "clobbers": '"cc", "memory"' if one.locked else '"cc"',
        "value": LOOPS.get(one.operation, ""),
    }


def shape(one: Atomic, wide: bool) -> str:
    """Return which form a function has."""
    if wide and one.operation != "cmpset":
        kept = {"load": "load_pair", "fetchadd": "fetching_loop", "swap": "fetching_loop"}
        return kept.get(one.operation, "loop")
    return "glance" if one.operation == "load" and not one.order else SHAPES[one.operation]


def result(one: Atomic) -> str:
    """Return the type of what a function returns."""
    value = one.c if one.operation in ("fetchadd", "swap", "load") else "void"
    return RESULTS.get(one.operation, value)


def params(one: Atomic) -> list[str]:
    """Return the parameters of a function."""
    if one.operation == "load":
        return [f"const {one.c} *word"]
    if one.operation == "drop":
        return [f"{one.c} *word"]
    expected = [f"{one.c} expected"] if one.operation == "cmpset" else []
    return [f"{one.c} *word", *expected, f"{one.c} value"]


def instruction(one: Atomic, locked: str, suffix: str, wide: bool) -> str:
    """Return the instruction with its operands."""
    if wide:
        return f"{locked}cmpxchg8b %0"
    name = f"{locked}{INSTRUCTIONS.get(one.operation, 'mov')}{suffix}"
    if one.operation == "drop":
        return f"{name} %0"
    return f"{name} %{3 if one.operation == 'cmpset' else 1}, %0"


def operand(one: Atomic, register: str, wide: bool) -> str:
    """Return the operand of the value that is given."""
    if one.operation == "cmpset":
        pair = '"b"((uint32_t)value), "c"((uint32_t)(value >> 32))'
        return pair if wide else f'"{register}"(value)'
    constant = "e" if one.size == 8 else "i"
    value = f"({one.c})~value" if one.operation == "clear" else "value"
    return f'"{register}{constant}"({value})'
