# SPDX-License-Identifier: BSD-3-Clause
"""What changed among named values: enumerations, flags, numbers that stay taken."""

from __future__ import annotations

from collections.abc import Iterator

from gen.abi.change import Change, Severity
from gen.abi.element import Element
from gen.abi.view import View, kind


def of_values(old: View, new: View) -> Iterator[Change]:
    """Yield what changed among constants and their sets."""
    before, after = old.constants(), new.constants()
    judged = old.inwards()
    for name, value in before.items():
        if name not in after:
            yield gone(value, old, new, judged)
        elif value.number("value") != after[name].number("value"):
            what = f"`{name}` is {after[name].get('value')}, and was {value.get('value')}"
            yield Change(Severity.BREAKING, what, value, after[name],
                         label="programs were compiled with the old value")
    for name, value in after.items():
        if name not in before:
            what = f"`{value.path[1]}` has a new value, `{name}`"
            yield Change(Severity.COMPATIBLE, what, None, value)
    yield from of_sets(old, new, judged)
    yield from of_retired(old, new)


def gone(value: Element, old: View, new: View, judged: set[str]) -> Change:
    """Return the change of a name that is no more."""
    owner, name = value.path[1], value.path[2]
    number = value.number("value")
    whose = new.sets[owner].head if owner in new.sets else None
    heirs = [e for n, e in new.constants().items()
             if n not in old.constants() and e.path[1] == owner and e.number("value") == number]
    if heirs:
        what = f"`{name}` is called `{heirs[0].path[2]}` now"
        return Change(Severity.SOURCE, what, value, heirs[0], label="old sources say the old name")
    refused = owner in judged and owner in new.sets and not new.accepts(kind(owner), number)
    what = f"`{name}` is gone from `{owner}`"
    if refused:
        return Change(Severity.BREAKING, f"{what}, and {number} is refused", value, None, whose)
    return Change(Severity.SOURCE, what, value, None, whose, "old sources say its name")


def of_sets(old: View, new: View, judged: set[str]) -> Iterator[Change]:
    """Yield what changed of Enums and Flags themselves; their uses tell what comes of it."""
    for name, group in old.sets.items():
        now = new.sets.get(name)
        if now is None:
            yield Change(Severity.HARMLESS, f"`{name}` is gone", group.head, None)
            continue
        was_kind, is_kind = group.head.path[0], now.head.path[0]
        if was_kind == "flags" and is_kind == "enum" and name in judged:
            what = f"`{name}` takes one value, and took any of its bits"
            yield Change(Severity.BREAKING, what, group.head, now.head)
        elif was_kind != is_kind:
            what = f"`{name}` is {is_kind}, and was {was_kind}"
            yield Change(Severity.COMPATIBLE, what, group.head, now.head)
        if group.head.get("type") != now.head.get("type"):
            what = f"`{name}` is held in {now.head.get('type')}, and was in "
            what += group.head.get("type")
            yield Change(Severity.COMPATIBLE, what, group.head, now.head)
    for name, group in new.sets.items():
        if name not in old.sets:
            yield Change(Severity.COMPATIBLE, f"`{name}` is new", None, group.head)


def of_retired(old: View, new: View) -> Iterator[Change]:
    """Yield numbers that were given up, and what became of them."""
    for thing, word in (("retired", "call"), ("retired_message", "message")):
        for number, group in old.of(thing).items():
            again = new.of(word).get(number)
            if again:
                what = f"{word} number {number} was `{group.name}`, and is `{again.name}`"
                yield Change(Severity.BREAKING, what, group.head, again.head,
                             label="a number that was given up is never given again")
            elif number not in new.of(thing):
                what = f"number {number} is no longer said to be retired"
                yield Change(Severity.HARMLESS, what, group.head, None)
        for number, group in new.of(thing).items():
            if number not in old.of(thing) and number not in old.of(word):
                what = f"number {number} is retired, and was never given"
                yield Change(Severity.COMPATIBLE, what, None, group.head)
