# SPDX-License-Identifier: BSD-3-Clause
"""Hostile cases: what each argument of each call must not be, and what must come of it.

One argument at a time is hostile; the others are the declaration's example, or what their
types allow.  What must come of it follows from the declaration alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from gen.model.hardware import Arch
from gen.model.nodes import Call, Kernel, Param
from gen.place import Loc

#: What must come of a case: the errno it names; any errno that the call declares; success
#: or such an errno; the same as with harmless words.
FAILS, REFUSED, BORNE, SAME = "FAILS", "REFUSED", "BORNE", "SAME"

WINDOWS = ("in_window", "out_window")
BYTES = ("in_bytes", "out_bytes", "inout_bytes")
WRITTEN = ("out", "inout", "out_bytes", "inout_bytes", "out_window")
POINTERS = ("in", "cstr", *WINDOWS, *BYTES, "out", "inout")

#: How many bytes a buffer has whose declaration does not say.
BUFFER = 16

#: What a register may hold above an argument that is smaller.
GARBAGE = 0xDEAD_BEEF_DEAD_BEEF

#: How much memory a harmless argument may use (HOSTILE_SLOTS pages of user/include/hostile.h).
ROOM = 8 * 4096


class Bad(NamedTuple):
    """A hostile value: its name, its words as C, what must come of it.

    `other` replaces the buffer of a hostile length.  What lies `beside` a good value names it.
    """

    name: str
    words: tuple[str, ...]
    outcome: str
    error: str = "0"
    other: str = ""
    beside: bool = False


class Case(NamedTuple):
    """A call with one hostile argument; `stack` is where its stack words are not."""

    name: str
    call: Call
    words: tuple[str, ...]
    outcome: str
    error: str
    stack: str
    loc: Loc


@lru_cache(maxsize=2)
def cases(kernel: Kernel) -> tuple[Case, ...]:
    """Return every case, by call, argument and kind; there are thousands, asked for often."""
    return tuple(case for call in kernel.calls for case in of_call(call, kernel.arch))


def of_call(call: Call, arch: Arch) -> Iterator[Case]:
    """Yield the cases of one call."""
    harmless = [tuple(good(param, index, arch)) for index, param in enumerate(call.params)]
    for index, param in enumerate(call.params):
        before, behind = (tuple(chain(*harmless[:index])), tuple(chain(*harmless[index + 1 :])))
        for bad in hostile(call, param, arch):
            if is_safe(call, param, bad):
                words = (words_of(call, index, bad, harmless) if bad.other or bad.beside
                         else before + bad.words + behind)
                name = f"{call.name}.{param.name}.{bad.name}"
                yield Case(name, call, words, bad.outcome, bad.error, "0", param.loc)
    if call.stack_count:
        words = tuple(chain(*harmless))
        for name, place in (("unmapped", "HOLE"), ("kernel", "KERNEL_BASE")):
            name = f"{call.name}.stack.{name}"
            yield Case(name, call, words, FAILS, "EFAULT", place, call.loc)


def names(kernel: Kernel) -> Iterator[tuple[str, Loc]]:
    """Yield the name and place of every test, numbers included, in the order they run."""
    for case in cases(kernel):
        yield case.name, case.loc
    for name, _, loc in absent_numbers(kernel):
        yield name, loc


def absent_numbers(kernel: Kernel) -> Iterator[tuple[str, int, Loc]]:
    """Yield numbers that no call has, each with a name: the edges, and all retired ones."""
    taken = {c.number for c in kernel.calls}
    last = max(taken, default=0)
    at = max(kernel.calls, key=lambda c: c.number).loc if kernel.calls else Loc("", 0, 0, 0)
    edges = {
        "zero": 0,
        "first_gap": next(n for n in range(1, last + 2) if n not in taken),
        "behind_last": last + 1,
        "int_max": 0x7FFF_FFFF,
        "int_min": 0x8000_0000,
        "minus_1": 0xFFFF_FFFF,
    }
    for name, number in edges.items():
        if number not in taken:
            yield f"number.{name}", number, at
    for gone in kernel.retired:
        yield f"number.retired_{gone.name}", gone.number, gone.loc


def is_safe(call: Call, param: Param, bad: Bad) -> bool:
    """Say whether a case may be tried: a check comes first, or the call does no harm."""
    if bad.outcome == FAILS:
        return True
    if call.noreturn:
        return False
    tame = not call.blocks or any(p.example is not None for p in call.params)
    return tame or (bad.outcome == REFUSED and param.kind == "handle")


# -- harmless words ---------------------------------------------------------------------


def good_words(call: Call, arch: Arch) -> Iterator[str]:
    """Yield words with which a call may be tried harmlessly."""
    for index, param in enumerate(call.params):
        yield from good(param, index, arch)


def words_of(
    call: Call, index: int, bad: Bad, harmless: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Return a case's words: one argument's are hostile, the others' harmless."""
    words, param = list(harmless), call.params[index]
    words[index] = tuple(w.replace("GOOD", good_place(param, index)) for w in bad.words)
    if bad.other:
        buffer = next(i for i, other in enumerate(call.params) if other.name == param.of)
        words[buffer] = (bad.other,)
    return tuple(chain(*words))


def good(param: Param, index: int, arch: Arch) -> Iterator[str]:
    """Yield the words of a harmless argument."""
    if param.kind in POINTERS:
        yield good_place(param, index)
        return
    value = param.example
    if value is None:
        value = param.values[0] if param.values else 0
        if param.kind == "length":
            value = min(param.bound, BUFFER) if param.bound else BUFFER
    yield from split(value, param, arch)


def good_place(param: Param, index: int) -> str:
    """Return an address that a pointer may have: zeroes, line ends or a pattern are there."""
    if memory(param) > ROOM - index * 4096:
        index = 0
    if param.kind in WRITTEN and not param.judged:
        return f"OUT({index})"
    return f"LINES({index})" if param.length else f"ZEROS({index})"


def memory(param: Param) -> int:
    """Return how many bytes of a pointer's memory the cases use."""
    if param.kind in (*WINDOWS, *BYTES):
        return min(param.bound or BUFFER, BUFFER)
    return param.bound if param.kind == "cstr" else param.type.size


def split(value: int, param: Param, arch: Arch) -> Iterator[str]:
    """Yield a value as the words in which it travels, lowest first."""
    mask = (1 << 8 * arch.word) - 1
    left = value & (1 << 8 * max(param.type.size, 4)) - 1
    for _ in param.words:
        word = left & mask
        left >>= 8 * arch.word
        yield str(word) if word < 10 else f"{word:#x}"


# -- hostile words ----------------------------------------------------------------------


def hostile(call: Call, param: Param, arch: Arch) -> Iterator[Bad]:
    """Yield what an argument must not be."""
    if param.kind in POINTERS:
        yield from bad_pointers(param, arch)
    elif param.kind == "length":
        buffer = next(p for p in call.params if p.name == param.of)
        yield from bad_lengths(param, buffer, arch)
    elif param.kind == "addr":
        yield from bad_addresses(param, arch)
    else:
        for name, value, outcome, error in bad_values(param):
            yield Bad(name, tuple(split(value, param, arch)), outcome, error)
        if param.type.size < arch.word:
            (word,) = good(param, 0, arch)
            own = (1 << 8 * param.type.size) - 1
            garbage = GARBAGE & ~own & (1 << 8 * arch.word) - 1 | int(word, 0) & own
            yield Bad("high_garbage", (f"{garbage:#x}",), SAME)


def bad_values(param: Param) -> Iterator[tuple[str, int, str, str]]:
    """Yield bad values of an argument that travels as a number."""
    bits = 8 * param.type.size
    if param.kind == "flags":
        good = param.example or 0
        for position in range(bits):
            if not param.mask >> position & 1:
                # Beside good bits: a handler that refuses none at all has not seen the bad one.
                yield f"bit_{position}", 1 << position | good, FAILS, "EINVAL"
    elif param.kind == "enum":
        yield from bad_members(param)
    elif param.kind == "handle":
        ends = {"int_max": (1 << bits - 1) - 1, "minus_1": -1, "int_min": -(1 << bits - 1)}
        for name, value in ends.items():
            if value != param.example:
                yield name, value, REFUSED, "0"
    elif param.type.signed:
        yield "max", (1 << bits - 1) - 1, BORNE, "0"
        yield "min", -(1 << bits - 1), BORNE, "0"
    else:
        # Between them lies what may be right: munmap would take the tester's own memory away.
        for name, value in {"zero": 0, "max": (1 << bits) - 1}.items():
            if value != param.example:
                yield name, value, BORNE, "0"


def bad_members(param: Param) -> Iterator[tuple[str, int, str, str]]:
    """Yield numbers around and between an enumeration's values that it does not name."""
    lowest, highest = min(param.values), max(param.values)
    ends = {"below": lowest - 1, "above": highest + 1, "max": (1 << 8 * param.type.size) - 1}
    gap = next((n for n in range(lowest, highest) if n not in param.values), None)
    if gap is not None:
        ends["gap"] = gap
    for name, value in ends.items():
        if value not in param.values and (value >= 0 or param.type.signed):
            yield name, value, FAILS, "EINVAL"


def forbidden(arch: Arch) -> Iterator[tuple[str, str]]:
    """Yield addresses that no program may name, by the words that C has for them."""
    space = dict(arch.space)
    yield "one", "1"
    yield "user_top", "USER_TOP"
    for name, value in arch.space:
        if name.endswith("_BASE") and value >= space["USER_TOP"]:
            yield name.lower(), name
    yield "kernel_text", "KERNEL_BASE + KERNEL_LOAD"
    if arch.word == 8:
        border = sum(arch.page_levels) + arch.page_size.bit_length() - 2
        yield "non_canonical", f"(uintptr_t)1 << {border}"


def bad_pointers(param: Param, arch: Arch) -> Iterator[Bad]:
    """Yield what a pointer must not be."""
    half = max(1, min(memory(param), 64) // 2)
    yield Bad("null", ("0",), *((BORNE,) if param.optional else (FAILS, "EFAULT")))
    for name, address in forbidden(arch):
        yield Bad(name, (address,), FAILS, "EFAULT")
    yield Bad("wraps", (f"-(uintptr_t){half}",), FAILS, "EFAULT")
    if param.judged:  # 0xa5 in every byte: no bits that have names, no member
        yield Bad("bad_values", ("OUT(0)",), FAILS, "EINVAL")
    late = late_fault(param)
    yield Bad("unmapped", ("HOLE",), *late)
    if memory(param) > 1:
        yield Bad("leaves_user", (f"USER_TOP - {half}",), FAILS, "EFAULT")
        yield Bad("straddles", (f"HOLE - {half}",), *late)
    if param.kind in WRITTEN:
        yield Bad("read_only", ("READ_ONLY",), FAILS, "EFAULT")
        yield Bad("program_text", ("PROGRAM_TEXT",), FAILS, "EFAULT")
    if param.kind == "cstr" and memory(param) <= ROOM:
        yield Bad("too_long", ("OUT(0)",), FAILS, "ENAMETOOLONG")
    yield Bad("misaligned", ("GOOD + 1",), BORNE, beside=True)


def bad_addresses(param: Param, arch: Arch) -> Iterator[Bad]:
    """Yield what an address must not be; the handler judges it."""
    (word,) = good(param, 0, arch)
    yield Bad("null", ("0",), BORNE)
    yield Bad("misaligned", (f"{word} + 1",), BORNE)
    yield Bad("max", ("UINTPTR_MAX",), BORNE)
    for name, address in forbidden(arch):
        yield Bad(name, (address,), BORNE)


def late_fault(param: Param) -> tuple[str, str]:
    """Return what must come of memory that is not there, where a program's could be.

    A window to read from is read when the handler wants to: it may not want to.
    """
    return (BORNE, "0") if param.kind == "in_window" else (FAILS, "EFAULT")


def bad_lengths(param: Param, buffer: Param, arch: Arch) -> Iterator[Bad]:
    """Yield lengths beyond the bound, or beyond all memory."""
    yield Bad("max", ("UINTPTR_MAX",), FAILS, "EINVAL")
    if param.bound:
        yield Bad("bound_plus_1", (str(param.bound + 1),), FAILS, "EINVAL")
        if arch.word == 8:
            yield Bad("four_gib_minus_1", ("0xffffffff",), FAILS, "EINVAL")
        return
    yield Bad("half_of_all", ("(UINTPTR_MAX >> 1) + 1",), FAILS, "EINVAL")
    reach = {"below_half_of_all": "UINTPTR_MAX >> 1"}
    if arch.word == 8:
        reach["four_gib_minus_1"] = "0xffffffff"
    for name, length in reach.items():
        yield Bad(name, (length,), *late_fault(buffer), other="HOLE - 1")
