# SPDX-License-Identifier: BSD-3-Clause
"""Rules about tunables: what may be said, and what holds when nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dsl.choice import Implementation
from dsl.data import Member
from dsl.tuning import Tunable
from gen.diag import Diag, Mark
from gen.load import Declared, Item
from gen.model.tunables import kind_of, words

WORD = re.compile(r"[a-z][a-z0-9_]*")

#: The longest name that is shown.
NAME = 15

#: The bits of a set.
BITS = 32


def tunables_have_a_kind(declared: Declared) -> Iterator[Diag]:
    """A tunable is a number, a flag, one of some words, several of them, or a text."""
    for item in declared.items(Tunable):
        if not kind_of(item.value):
            at = item.module.source.argument(item.name, 0)
            yield Diag("K0470", at, f"`{item.name}` is no value that can be typed", "",
                       help='say u32, bool, ("one", "other"), an Enum, Flags or Text[L[n]]')


def words_of_tunables_can_be_typed(declared: Declared) -> Iterator[Diag]:
    """The words of a tunable are two at least, each once, in small letters."""
    for item in declared.items(Tunable):
        if kind_of(item.value) not in ("choice", "set"):
            continue
        names = [word for word, _ in words(item.value, declared)]
        at = item.module.source.argument(item.name, 0)
        odd = [name for name in names if not WORD.fullmatch(name)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if odd:
            yield Diag("K0470", at, f"`{odd[0]}` is no word of small letters, digits and `_`")
        elif twice:
            yield Diag("K0470", at, f"`{item.name}` has the word `{twice[0]}` twice")
        elif len(names) < 2:
            yield Diag("K0470", at, f"`{item.name}` has no two words to choose from")
        elif item.value.many and max(value for _, value in words(item.value, declared)) >> BITS:
            yield Diag("K0470", at, f"`{item.name}` has more words than {BITS}")


def defaults_of_tunables_could_be_typed(declared: Declared) -> Iterator[Diag]:
    """What holds when nothing is typed could be typed as well."""
    for item in declared.items(Tunable):
        row = item.value
        wrong = unfit(row, declared) if kind_of(row) else ""
        if wrong:
            place: str | int = "default" if row.default is not None else "least"
            at = item.module.source.argument(item.name, place)
            yield Diag("K0471", at, f"the default of `{item.name}` {wrong}")


def unfit(row: Tunable, declared: Declared) -> str:
    """Return what is wrong with a default, or nothing."""
    given: Any = row.default
    kind, names = kind_of(row), [word for word, _ in words(row, declared)]
    if kind == "number":
        value = given or 0
        if not isinstance(value, int) or not row.least <= value <= row.most:
            return f"is not from {row.least} to {row.most}"
        return "is no power of two" if row.power and value & (value - 1) else ""
    if kind == "text" and len(str(given or "").encode()) >= row.kind.count:
        return f"has no room in {row.kind.count} bytes with a NUL behind it"
    if kind == "choice" and given is not None and not isinstance(given, (Member, Implementation)):
        return "" if given in names else f"is none of {', '.join(names)}"
    return "is said, and nothing is meant by it" if kind in ("flag", "set") and given else ""


def tunables_are_told_apart(declared: Declared) -> Iterator[Diag]:
    """No two tunables have one name, for the command line has no subsystems."""
    seen: dict[str, Item] = {}
    for item in sorted(declared.items(Tunable), key=lambda i: (i.module.file, i.loc.line)):
        if item.name in seen:
            mark = Mark(seen[item.name].loc, "the other")
            yield Diag("K0472", item.loc, f"two tunables are called `{item.name}`", "", (mark,),
                       help="the command line has one word for each: call one otherwise")
        seen.setdefault(item.name, item)
        if len(item.name) > NAME:
            yield Diag("K0472", item.loc, f"`{item.name}` has {len(item.name)} letters",
                       f"{NAME} are shown")
