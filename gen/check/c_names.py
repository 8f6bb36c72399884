# SPDX-License-Identifier: BSD-3-Clause
"""Rules about names that C has a use of its own for: every declared name becomes one of C's."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.call import Passed, Syscall
from dsl.data import Enum, Flags, Member, Struct
from gen.diag import Diag
from gen.load import Declared, Item
from gen.model.types import snake
from gen.place import Loc

#: ISO/IEC 9899:2011 6.4.1, and what gcc and clang add to it in GNU mode.
KEYWORDS = frozenset(
    "auto break case char const continue default do double else enum extern float for goto if "
    "inline int long register restrict return short signed sizeof static struct switch typedef "
    "union unsigned void volatile while asm typeof".split()
)

#: What the generated headers use as types and constants (stdint.h, stddef.h, stdbool.h).
TAKEN = frozenset(
    "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t "
    "size_t ssize_t pid_t bool true false NULL errno".split()
)


def names_are_free_in_c(declared: Declared) -> Iterator[Diag]:
    """No declared name is a word of C."""
    for item in declared.items(Syscall):
        yield from _taken(item, item.name, "the system call", KEYWORDS | TAKEN)
        for name, annotation in item.value.function.__annotations__.items():
            if name != "return":
                yield from _taken(item, name, f"a parameter of `{item.name}`", KEYWORDS | TAKEN)
            if isinstance(annotation, Passed) and annotation.length in KEYWORDS | TAKEN:
                at = item.module.source.annotation(item.name, name)
                yield _diag(at, annotation.length, f"a length of `{item.name}`")
    for item in declared.items(Struct):
        if snake(item.name) in KEYWORDS:
            what = f"`{item.name}` is `struct {snake(item.name)}` in C, where that is a keyword"
            yield Diag("K0018", item.loc, what, help="give it a name that says more")
        for name in item.module.source.parts(item.name):
            yield from _taken(item, name, f"a field of `{item.name}`", KEYWORDS)
    for kind in (Enum, Flags):
        for item in declared.items(kind):
            for name, value in vars(item.value).items():
                if isinstance(value, Member):
                    what = f"a member of `{item.name}`"
                    yield from _taken(item, name, what, KEYWORDS | TAKEN)


def _taken(item: Item, name: str, what: str, words: frozenset[str]) -> Iterator[Diag]:
    """Yield the diagnostic of a name that C has taken."""
    if name in words:
        source = item.module.source
        at = item.loc
        if name != item.name:
            call = isinstance(item.value, Syscall)
            at = source.parameter(item.name, name) if call else source.field(item.name, name)
        yield _diag(at, name, what)


def _diag(at: Loc, name: str, what: str) -> Diag:
    return Diag("K0018", at, f"{what} is called `{name}`, which is a word of C",
                help=f"call it `{name}_`, or by a better name")
