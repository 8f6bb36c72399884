# SPDX-License-Identifier: BSD-3-Clause
"""user/hostile.gen.c: for every argument of every call, what must not work.

One argument at a time is hostile; the others are taken from the declaration's example, or
from what their types allow.  The expected errno follows from the declaration.

Sample::

    const struct hostile_case hostile_table[] = {
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.artefact import Artefact
from gen.model.nodes import Arch, Call, Kernel, Param

ALIVE = "HOSTILE_ALIVE"
POINTERS = ("in", "out", "inout", "in_window", "out_window", "in_bytes", "cstr")
WRITTEN = ("out", "inout", "out_window")
WINDOW = 64


@dataclass(frozen=True, slots=True)
class Word:
    """A register word of a case: what it is, its size in bytes, its value."""

    kind: str
    value: int = 0
    size: int = 0

    @property
    def text(self) -> str:
        """The word as a C initialiser."""
        return f"{{ HOSTILE_{self.kind}, {self.size}, {self.value:#x} }}"


@dataclass(frozen=True, slots=True)
class Case:
    """A call that must fail, or at least harm nobody."""

    name: str
    number: int
    words: tuple[Word, ...]
    expected: str
    at: str


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the program."""
    rows = [
        {
            "name": c.name,
            "number": c.number,
            "expected": c.expected,
            "count": len(c.words),
            "words": [w.text for w in c.words],
            "at": c.at,
        }
        for c in cases(kernel)
    ]
    yield Artefact("user/hostile.gen.c", "c/hostile.c.j2", {"rows": rows}, "the declared calls")


def cases(kernel: Kernel) -> Iterator[Case]:
    """Yield every hostile case, by call, argument and kind."""
    for call in kernel.calls:
        for param in call.params:
            for kind, word, expected in hostile_words(call, param, kernel.arch):
                name = f"{call.name}.{param.name}.{kind}"
                words = tuple(w for p in call.params for w in around(p, param, word, kernel.arch))
                yield Case(name, call.number, words, expected, param.loc.at)
    yield from absent(kernel)


def absent(kernel: Kernel) -> Iterator[Case]:
    """Yield the numbers that no call has."""
    taken = {c.number for c in kernel.calls}
    highest = max(taken, default=0)
    gap = next(n for n in range(1, highest + 2) if n not in taken)
    numbers = {"zero": 0, "gap": gap, "behind_the_last": highest + 1, "all_ones": 0xFFFFFFFF}
    numbers |= {f"retired_{r.name}": r.number for r in kernel.retired}
    for kind, number in numbers.items():
        yield Case(f"number.{kind}", number, (), "ENOSYS", "the table")


def around(param: Param, hostile: Param, word: Word, arch: Arch) -> Iterator[Word]:
    """Yield a parameter's words: the hostile one, or good ones."""
    if param.name == hostile.name:
        yield word
        yield from [Word("VALUE", word.value >> 32)] * (len(param.words) - 1)
    elif param.kind == "length" and param.of == hostile.name:
        yield Word("VALUE", size_of(hostile))
    elif param.name == hostile.of:
        yield Word("STRADDLE", size=WINDOW)  # so that no byte of it is used
    else:
        yield from good(param, arch)


def size_of(param: Param) -> int:
    """Return how many bytes a pointer parameter's memory has in the cases."""
    if param.kind in ("in_window", "out_window"):
        return WINDOW
    return min(param.bound, WINDOW) if param.kind in ("in_bytes", "cstr") else param.type.size


def good(param: Param, arch: Arch) -> Iterator[Word]:
    """Yield words with which a call may be tried harmlessly."""
    mask = (1 << 8 * arch.word) - 1
    if param.kind in POINTERS:
        yield Word("STRING" if param.kind == "cstr" else "GOOD", size=size_of(param))
        return
    value = param.example or 0
    if param.example is None:
        value = param.values[0] if param.values else WINDOW if param.kind == "length" else 0
    yield Word("VALUE", value & mask)
    if len(param.words) == 2:
        yield Word("VALUE", value >> 32 & mask)


def hostile_words(call: Call, param: Param, arch: Arch) -> Iterator[tuple[str, Word, str]]:
    """Yield the hostile values of a parameter: a name, the word, what must come of it."""
    if call.noreturn:
        return
    if param.kind in POINTERS:
        yield from pointers(param, arch)
    elif param.kind == "length":
        yield from lengths(param, arch)
    elif param.kind == "flags":
        for position in range(8 * param.type.size):
            if not param.mask >> position & 1:
                yield f"bit_{position}", Word("VALUE", 1 << position), "EINVAL"
    elif param.kind == "enum":
        yield from values(param)
    elif param.kind == "handle":
        yield from handles(call, param)
    else:
        top = (1 << 8 * min(param.type.size, arch.word)) - 1
        yield "all_ones", Word("VALUE", top), ALIVE
        yield "zero", Word("VALUE", 0), ALIVE
    if arch.word == 8 and param.kind in ("enum", "flags", "handle") and param.type.size == 4:
        (word,) = good(param, arch)
        value = word.value & 0xFFFFFFFF | 0xDEADBEEF << 32
        yield "garbage_above", Word("VALUE", value), ALIVE


def pointers(param: Param, arch: Arch) -> Iterator[tuple[str, Word, str]]:
    """Yield the places that a pointer must not name."""
    size = size_of(param)
    if not param.optional:
        yield "null", Word("VALUE", 0, size), "EFAULT"
    yield "kernel_base", Word("KERNEL", 0, size), "EFAULT"
    yield "last_byte", Word("VALUE", (1 << 8 * arch.word) - 1, size), "EFAULT"
    yield "end_of_user", Word("USER_END", 0, size), "EFAULT"
    yield "unmapped", Word("UNMAPPED", 0, size), "EFAULT"
    if arch.word == 8:
        yield "non_canonical", Word("VALUE", 0x8000_0000_0000, size), "EFAULT"
    if size > 1 and param.kind != "cstr":
        yield "second_page_unmapped", Word("STRADDLE", 0, size), "EFAULT"
    if param.kind == "cstr":
        yield "without_end", Word("UNENDED", 0, size), "EFAULT"
        yield "too_long", Word("GOOD", 0, size), "ENAMETOOLONG"
    if param.kind in WRITTEN:
        yield "read_only", Word("READ_ONLY", 0, size), "EFAULT"
        yield "text", Word("TEXT", 0, size), "EFAULT"


def lengths(param: Param, arch: Arch) -> Iterator[tuple[str, Word, str]]:
    """Yield lengths that reach too far."""
    most = (1 << 8 * arch.word) - 1
    yield "all_ones", Word("VALUE", most), "EINVAL"
    yield "half_of_all", Word("VALUE", (most >> 1) + 1), "EINVAL"
    if param.bound:
        yield "bound_and_one", Word("VALUE", param.bound + 1), "EINVAL"
    elif arch.word == 8:
        yield "four_gib", Word("VALUE", 0xFFFFFFFF), "EFAULT"
    if not param.bound:
        yield "end_of_space", Word("VALUE", most >> 1), "EFAULT"


def values(param: Param) -> Iterator[tuple[str, Word, str]]:
    """Yield numbers that an enumeration does not name."""
    highest = max(param.values)
    gap = next(n for n in range(highest + 2) if n not in param.values)
    yield "no_value", Word("VALUE", gap), "EINVAL"
    yield "behind_the_last", Word("VALUE", highest + 1), "EINVAL"
    yield "all_ones", Word("VALUE", (1 << 8 * param.type.size) - 1), "EINVAL"


def handles(call: Call, param: Param) -> Iterator[tuple[str, Word, str]]:
    """Yield handles that name nothing; the errno is the first of those that say so."""
    errors = [e.name for e in call.errors]
    says = [e for e in ("EBADF", "ESRCH", "ECHILD") if e in errors]
    expected = says[0] if says else ALIVE
    yield "largest", Word("VALUE", 0x7FFFFFFF), expected
    if param.example != -1:
        yield "negative", Word("VALUE", 0xFFFFFFFF), expected
