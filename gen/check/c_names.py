# SPDX-License-Identifier: BSD-3-Clause
"""Rules about names that C has a use of its own for: every declared name becomes one of C's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import gen.edit as edit
from dsl.call import Passed, Syscall
from dsl.data import Enum, Flags, Member, Struct
from dsl.port import PortMessage
from gen.diag import Diag
from gen.edit import NOTHING, Fix
from gen.load import Fresh, Item
from gen.model.messages import sent
from gen.model.types import snake
from gen.place import Loc

#: ISO/IEC 9899:2011 6.4.1, and what gcc and clang add to it in GNU mode.
KEYWORDS = frozenset(
    "auto break case char const continue default do double else enum extern float for goto if "
    "inline int long register restrict return short signed sizeof static struct switch typedef "
    "union unsigned void volatile while asm typeof".split()
)

#: Macros that compilers define before they read a line (-std=gnu11).
MACROS = frozenset(("i386", "linux", "unix"))

#: What is C's own everywhere, the names that C11 7.1.3 keeps for compilers among it.
OWN = re.compile(rf"_[A-Z_]\w*|{'|'.join(sorted(KEYWORDS | MACROS))}")

#: What the generated headers and programs use, too (stdint.h, stddef.h, stdbool.h, stdarg.h).
TAKEN = re.compile(
    rf"{OWN.pattern}|u?int(_least|_fast)?(8|16|32|64)_t|u?int(max|ptr)_t|ptrdiff_t|s?size_t|"
    r"wchar_t|max_align_t|pid_t|va_(list|start|arg|copy|end)|offsetof|bool|true|false|NULL|"
    r"errno|main"
)

#: What the generated functions of messages call something else, besides.
IN_MESSAGES = re.compile(rf"{TAKEN.pattern}|h|m|reply|to")


def names_are_free_in_c(declared: Fresh) -> Iterator[Diag]:
    """No declared name is a word of C."""
    for item in declared.items(Syscall):
        yield from _taken(item, item.name, "the system call", TAKEN)
        for name, annotation in item.value.function.__annotations__.items():
            if name != "return":
                yield from _taken(item, name, f"a parameter of `{item.name}`", TAKEN)
            length = annotation.length if isinstance(annotation, Passed) else None
            if length and TAKEN.fullmatch(length):
                at = item.module.source.annotation(item.name, name)
                fix = edit.name.parameter(item.module.source, item.name, length, better(length))
                yield _diag(at, length, f"a length of `{item.name}`", fix)
    for one in sent(declared):
        for name in one.hints:
            yield from _taken(one.item, name, f"a field of `{one.item.name}`", IN_MESSAGES)
    for item in declared.items(Struct):
        if OWN.fullmatch(snake(item.name)):
            what = f"`{item.name}` is `struct {snake(item.name)}` in C, where that is taken"
            yield Diag("K0018", item.loc, what, help="give it a name that says more")
        for name in item.module.source.parts(item.name):
            yield from _taken(item, name, f"a field of `{item.name}`", OWN)
    for kind in (Enum, Flags):
        for item in declared.items(kind):
            for name, value in vars(item.value).items():
                if isinstance(value, Member):
                    what = f"a member of `{item.name}`"
                    yield from _taken(item, name, what, TAKEN)


def _taken(item: Item, name: str, what: str, words: re.Pattern[str]) -> Iterator[Diag]:
    """Yield the diagnostic of a name that C has taken."""
    if words.fullmatch(name):
        source = item.module.source
        at = item.loc
        if name != item.name.rpartition(".")[2]:
            call = isinstance(item.value, (Syscall, PortMessage))
            at = source.parameter(item.name, name) if call else source.field(item.name, name)
        yield _diag(at, name, what, _called(item, name))


def _diag(at: Loc, name: str, what: str, fix: Fix) -> Diag:
    return Diag("K0018", at, f"{what} is called `{name}`, which is a word of C",
                help=f"call it `{better(name)}`, or by a better name", fix=fix)


def better(name: str) -> str:
    """Return a name that C leaves free."""
    return name.strip("_") if name.startswith("_") else f"{name}_"


def _called(item: Item, name: str) -> Fix:
    """Return the edits that call something by a name that C leaves free, if nothing has it."""
    source, new = item.module.source, better(name)
    if name == item.name and new not in source.top:
        return edit.name.renamed(source, item.module.name, name, new, ())
    if isinstance(item.value, (Syscall, PortMessage)):
        return edit.name.parameter(source, item.name, name, new)
    taken = new in source.parts(item.name) or not new.isidentifier()
    return NOTHING if taken else edit.name.member(source, item.name, name, new, ())
