# SPDX-License-Identifier: BSD-3-Clause
"""What changed in calls: numbers, words, what they mean, what comes back."""

from __future__ import annotations

from collections.abc import Iterator

from gen.abi.change import Change, Severity
from gen.abi.element import Element
from gen.abi.layout import Exposed, other_value, problems
from gen.abi.view import Group, View, kind

__all__ = ["Exposed", "of_calls"]

#: Arguments that are values themselves.
VALUES = ("scalar", "handle", "addr", "enum", "flags", "length")

#: What a bounded buffer may become without a program's noticing.
LIFTED = {"in_bytes": "in_window", "out_bytes": "out_window"}

#: Arguments that say the bound of what is passed.
BOUNDED = ("length", "cstr")


def of_calls(old: View, new: View, exposed: Exposed) -> Iterator[Change]:
    """Yield what changed among calls, by the numbers that old programs call."""
    for number, before in old.of("call").items():
        after = new.of("call").get(number)
        if after is None:
            yield _gone(before, old, new)
            continue
        if after.name != before.name:
            yield from _renamed(before, after, old, new)
        yield from _result(before.head, after.head, old, new)
        yield from _arguments(before, after, old, new, exposed)
        yield from _rest(before.head, after.head)
    for number, group in new.of("call").items():
        if number not in old.of("call"):
            what = f"call {number}, `{group.name}`, is new"
            yield Change(Severity.COMPATIBLE, what, None, group.head)


def _gone(before: Group, old: View, new: View) -> Change:
    """Return the change of a number that nobody answers any more."""
    number = before.head.path[1]
    elsewhere = new.calls().get(before.name)
    if elsewhere:
        what = f"`{before.name}` has number {elsewhere.head.path[1]}, and had {number}"
        return Change(Severity.BREAKING, what, before.head, elsewhere.head)
    retired = new.of("retired").get(number)
    what = f"call {number}, `{before.name}`, is {'retired' if retired else 'gone'}"
    return Change(Severity.BREAKING, what, before.head, retired.head if retired else None)


def _renamed(before: Group, after: Group, old: View, new: View) -> Iterator[Change]:
    """Yield what a number's other name means."""
    number, name = after.head.path[1], after.name
    elsewhere = new.calls().get(before.name)
    if elsewhere and after.head.get("version_of") == before.name:
        yield from _moved_on(before, after, elsewhere, old, new)
    elif elsewhere or name in old.calls():
        what = f"number {number} is `{name}`, and was `{before.name}`"
        yield Change(Severity.BREAKING, what, before.head, after.head)
    else:
        what = f"`{before.name}` is called `{name}` now"
        yield Change(Severity.SOURCE, what, before.head, after.head,
                     label="old sources call it by the old name")


def _moved_on(
    before: Group, after: Group, current: Group, old: View, new: View
) -> Iterator[Change]:
    """Yield what those see who compile again: the name has another number, and new types."""
    number = after.head.path[1]
    what = f"`{before.name}` has number {current.head.path[1]}; {number} is its version "
    what += f"`{after.name}`"
    yield Change(Severity.COMPATIBLE, what, before.head, after.head)
    were, are = before.ordered(), current.ordered()
    if [_spelling(e) for e in were] != [_spelling(e) for e in are]:
        what = f"the new `{before.name}` takes other arguments"
        yield Change(Severity.SOURCE, what, before.head, current.head)


def _spelling(arg: Element) -> tuple[str, str]:
    """Return what decides how C spells an argument: its type, and `const`."""
    what = kind(arg.get("type"))
    pointer = "" if arg.get("kind") in VALUES else arg.get("kind").partition("_")[0]
    pointer = {"cstr": "in"}.get(pointer, pointer)
    return (what.base, "const" if pointer == "in" else pointer and "plain")


def _result(before: Element, after: Element, old: View, new: View) -> Iterator[Change]:
    """Yield what changed in what comes back."""
    was, now = before.get("result"), after.get("result")
    if was == now:
        return
    name = after.get("name")
    what = f"`{name}` answers with {now}, and did with {was}"
    a, b = kind(was), kind(now)
    nothing = {"void", "NoReturn"} & {was, now}
    if nothing or old.number(a.base) != new.number(b.base):
        yield Change(Severity.BREAKING, what, before, after)
    elif a.base != b.base:
        yield Change(Severity.SOURCE, what, before, after)
    else:
        yield Change(Severity.COMPATIBLE, what, before, after)


def _rest(before: Element, after: Element) -> Iterator[Change]:
    """Yield what changed in errors and old names: nothing that was done fails for it."""
    for fact, says in (("errors", "fails with {}"), ("was", "was called {} before"),
                       ("version_of", "is served by {}")):
        if before.get(fact) != after.get(fact) and (fact != "version_of" or
                                                    before.get("name") == after.get("name")):
            what = f"`{after.get('name')}` " + says.format(after.get(fact) or "nothing")
            yield Change(Severity.COMPATIBLE, what, before, after)


def _arguments(
    before: Group, after: Group, old: View, new: View, exposed: Exposed
) -> Iterator[Change]:
    """Yield what changed in a call's arguments."""
    were, are = before.ordered(), after.ordered()
    if len(were) != len(are):
        what = f"`{after.name}` takes {_many(len(are))}, and took {len(were)}"
        yield Change(Severity.BREAKING, what, before.head, after.head)
        return
    names = [e.get("name") for e in were], [e.get("name") for e in are]
    for was, now in zip(were, are, strict=True):
        yield from _name(was, now, names, after.name)
        yield from _argument(was, now, after.name, old, new, exposed)


def _many(count: int) -> str:
    """Return a number of arguments in words."""
    return f"{count} argument{'s' * (count != 1)}"


def _name(
    was: Element, now: Element, names: tuple[list[str], list[str]], call: str
) -> Iterator[Change]:
    """Yield what another name of an argument means: another place, or a better word."""
    a, b = was.get("name"), now.get("name")
    if a == b:
        return
    if b in names[0] or a in names[1]:
        what = f"`{b}` of `{call}` stands where `{a}` stood"
        yield Change(Severity.BREAKING, what, was, now)
    else:
        yield Change(Severity.HARMLESS, f"`{a}` of `{call}` is called `{b}` now", was, now)


def _argument(
    was: Element, now: Element, call: str, old: View, new: View, exposed: Exposed
) -> Iterator[Change]:
    """Yield what changed in one argument, its name apart."""
    name = now.get("name")
    whose = f"`{name}` of `{call}`"
    a, b = was.get("kind"), now.get("kind")
    if was.get("words") != now.get("words"):
        what = f"{whose} travels in word {now.get('words')}, and did in {was.get('words')}"
        yield Change(Severity.BREAKING, what, was, now)
    if a in VALUES and b in VALUES:
        yield from _value(was, now, whose, old, new)
    elif a != b and LIFTED.get(a) != b:
        what = f"{whose} is {WAYS[b]}, and was {WAYS[a]}"
        yield Change(Severity.BREAKING, what, was, now)
    else:
        yield from _pointee(was, now, whose, old, new, exposed)
    yield from _limits(was, now, whose)


#: Kinds of arguments, as people say them.
WAYS = {
    "scalar": "a number", "handle": "a handle", "addr": "an address", "enum": "an Enum",
    "flags": "a set of flags", "length": "a length", "in": "In", "out": "Out",
    "inout": "InOut", "in_window": "In, of any length", "out_window": "Out, of any length",
    "in_bytes": "In, bounded", "out_bytes": "Out, bounded", "inout_bytes": "InOut, bounded",
    "cstr": "a string",
}  # fmt: skip


def _value(was: Element, now: Element, whose: str, old: View, new: View) -> Iterator[Change]:
    """Yield what changed in an argument that is a value."""
    a, b = kind(was.get("type")), kind(now.get("type"))
    handles = "handle" in (was.get("kind"), now.get("kind"))
    if why := other_value(a, b, old, new, inward=True):
        yield Change(Severity.BREAKING, f"{whose} {why}", was, now)
    elif handles and b.label != a.label and now.get("kind") == "handle":
        what = f"{whose} names a {b.label}, and was a {a.label}"
        yield Change(Severity.BREAKING, what, was, now)
    elif (a.base == "UserAddr") != (b.base == "UserAddr"):
        what = f"{whose} is {b.label}, and was {a.label}"
        yield Change(Severity.SOURCE, what, was, now)
    elif a != b or was.get("kind") != now.get("kind"):
        what = f"{whose} is {b.label}, and was {a.label}"
        yield Change(Severity.COMPATIBLE, what, was, now)


def _pointee(
    was: Element, now: Element, whose: str, old: View, new: View, exposed: Exposed
) -> Iterator[Change]:
    """Yield what changed behind a pointer."""
    a, b = kind(was.get("type")), kind(now.get("type"))
    inward = was.get("kind") in ("in", "inout")
    if was.get("kind") != now.get("kind"):
        yield Change(Severity.COMPATIBLE, f"{whose} has no bound any more", was, now)
    if a.is_number and b.is_number:
        if why := other_value(a, b, old, new, inward):
            yield Change(Severity.BREAKING, f"{whose} {why}", was, now)
        elif a != b:
            severity = Severity.COMPATIBLE if a.base == b.base else Severity.SOURCE
            yield Change(severity, f"{whose} is {b.label}, and was {a.label}", was, now)
        return
    before, after = old.of("struct").get(a.label), new.of("struct").get(b.label)
    if a.label == b.label:
        if before:
            exposed.add(a.label, old, inward)
    elif before is None or after is None:
        what = f"{whose} points at {b.label}, and did at {a.label}"
        yield Change(Severity.BREAKING, what, was, now)
    elif first := next(problems(before, after, old, new, inward), None):
        yield Change(Severity.BREAKING, f"{whose} is `{b.label}`: {first.what}", was, now)
    else:
        yield Change(Severity.COMPATIBLE, f"{whose} is called `{b.label}` now", was, now)


def _limits(was: Element, now: Element, whose: str) -> Iterator[Change]:
    """Yield what changed in a bound, and in whether there may be nothing."""
    a, b = was.number("bound"), now.number("bound")
    if was.get("kind") not in BOUNDED:
        a = b = 0  # the length beside it tells
    if b and (b < a or not a):
        what = f"{whose} is at most {b}, and was {a or 'unbounded'}"
        yield Change(Severity.BREAKING, what, was, now)
    elif a != b:
        what = f"{whose} is at most {b}, and was {a}" if b else f"{whose} has no bound any more"
        yield Change(Severity.COMPATIBLE, what, was, now)
    if was.get("optional") and not now.get("optional"):
        yield Change(Severity.BREAKING, f"{whose} must not be NULL any more", was, now)
    elif now.get("optional") and not was.get("optional"):
        yield Change(Severity.COMPATIBLE, f"{whose} may be NULL", was, now)
