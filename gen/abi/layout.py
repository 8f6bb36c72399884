# SPDX-License-Identifier: BSD-3-Clause
"""What changed in structures: the bytes that programs and the kernel both lay down."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.record import dataclass, field
from gen.abi.change import Change, Severity
from gen.abi.element import Element
from gen.abi.view import Group, Kind, View, kind


@dataclass(slots=True)
class Exposed:
    """The structures that a number which old programs know still takes, by name."""

    names: set[str] = field(default_factory=set)
    inwards: set[str] = field(default_factory=set)

    def add(self, name: str, old: View, inward: bool) -> None:
        """Add a structure and all that it holds."""
        for one in (name, *old.below(name)):
            self.names.add(one)
            if inward:
                self.inwards.add(one)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why old bytes no longer do; `new` is the field that is otherwise, None when none is."""

    what: str
    old: Element | None
    new: Element | None


def problems(before: Group, after: Group, old: View, new: View, inward: bool) -> Iterator[Problem]:
    """Yield what makes a structure other than old programs know it, in bytes."""
    for name, was in before.parts.items():
        if kind(was.get("type")).base != "Reserved":
            yield from _field(name, was, before, after, old, new, inward)
    if before.head.get("size") != after.head.get("size"):
        what = f"`{after.name}` has {after.head.get('size')} bytes, and had "
        yield Problem(what + before.head.get("size"), before.head, after.head)
    new_names = after.parts.keys() - before.parts.keys()
    heirs = {e.path for was in before.parts.values() if (e := heir(was, before, after))
             } if new_names else set()
    for name, part in after.parts.items() if new_names else ():
        added = name not in before.parts and part.path not in heirs
        if added and inward and not _zero_passes(part, new):
            what = f"`{name}` must not be 0, which old programs leave there"
            yield Problem(what, None, part)


def _field(
    name: str, was: Element, before: Group, after: Group, old: View, new: View, inward: bool
) -> Iterator[Problem]:
    """Yield what is wrong with one field."""
    now = after.parts.get(name) or heir(was, before, after)
    if now is not None and now.facts == was.facts:
        return  # what is inside tells it itself
    if now is None:
        yield Problem(f"`{name}` is gone from `{after.name}`", was, None)
        return
    if now.number("at") != was.number("at"):
        what = f"`{name}` of `{after.name}` is at {now.get('at')}, and was at {was.get('at')}"
        yield Problem(what, was, now)
    if why := other_value(kind(was.get("type")), kind(now.get("type")), old, new, inward):
        yield Problem(f"`{name}` of `{after.name}` {why}", was, now)


def heir(was: Element, before: Group, after: Group) -> Element | None:
    """Return the field that took the place of one that is gone, alike but for its name."""
    for name, part in after.parts.items():
        alike = all(part.get(fact) == was.get(fact) for fact in ("at", "type", "size"))
        if alike and name not in before.parts:
            return part
    return None


def other_value(was: Kind, now: Kind, old: View, new: View, inward: bool) -> str:
    """Return how values of one type differ, in bytes, from those of another; or nothing."""
    if was.counts != now.counts:
        return f"is {shown(now)}, and was {shown(was)}"
    if not (was.is_number and now.is_number):
        return _other_structure(was, now, old, new, inward)
    (size, sign), (new_size, new_sign) = old.number(was.base), new.number(now.base)
    if size != new_size:
        return f"has {8 * new_size} bits, and had {8 * size}"
    if sign != new_sign:
        return f"has {'a' if new_sign else 'no'} sign, and had {'one' if sign else 'none'}"
    if inward and was.label != now.label and not takes_all(was, now, old, new):
        return f"is refused with values of `{was.label}`: it is `{now.label}`"
    return ""


def _other_structure(was: Kind, now: Kind, old: View, new: View, inward: bool) -> str:
    """Return how structures inside others differ; those of one name tell it themselves."""
    before, after = old.of("struct").get(was.label), new.of("struct").get(now.label)
    if was.label == now.label:
        return ""
    if before is None or after is None:
        return f"is {shown(now)}, and was {shown(was)}"
    first = next(problems(before, after, old, new, inward), None)
    return f"is `{now.label}`, in which {first.what}" if first else ""


def takes_all(was: Kind, now: Kind, old: View, new: View) -> bool:
    """Say whether every value of one type passes as another."""
    if now.label not in new.sets:
        return True
    before = old.sets.get(was.label)
    if before is None:
        return False
    values = [part.number("value") for part in before.parts.values()]
    if before.head.path[0] == "flags" and new.sets[now.label].head.path[0] == "enum":
        return False
    return all(new.accepts(now, value) for value in values)


def _zero_passes(part: Element, new: View) -> bool:
    """Say whether a new field may be 0: old programs know it as reserved."""
    what = kind(part.get("type"))
    return what.base == "Reserved" or new.accepts(what, 0)


def shown(what: Kind) -> str:
    """Return a type as the declarer reads it."""
    return what.label + "".join(f"[{count}]" for count in what.counts)


def of_structures(old: View, new: View, exposed: Exposed) -> Iterator[Change]:
    """Yield what changed in structures; broken is what a known number still takes."""
    for name, before in old.of("struct").items():
        after = new.of("struct").get(name)
        if after is None:
            yield Change(Severity.SOURCE, f"programs no longer see `{name}`", before.head, None)
            continue
        found = list(problems(before, after, old, new, name in exposed.inwards))
        for problem in found if name in exposed.names else ():
            yield Change(Severity.BREAKING, problem.what, problem.old, problem.new, after.head)
        told = {e.path for p in found if name in exposed.names for e in (p.old, p.new) if e}
        yield from _sources(before, after, told, bool(found))
    for name, group in new.of("struct").items():
        if name not in old.of("struct"):
            yield Change(Severity.COMPATIBLE, f"programs see `{name}`", None, group.head)


def _sources(
    before: Group, after: Group, told: set[tuple[str, ...]], otherwise: bool
) -> Iterator[Change]:
    """Yield what those see who compile again; `told` are the paths of what is broken."""
    for name, was in before.parts.items():
        now = after.parts.get(name)
        if was.path in told or kind(was.get("type")).base == "Reserved":
            continue
        if now is None:
            by = heir(was, before, after)
            what = f"`{name}` of `{after.name}` is "
            what += f"called `{by.path[-1]}` now" if by else "gone"
            yield Change(Severity.SOURCE, what, was, by, after.head, "old sources name it")
        elif spelling(kind(was.get("type"))) != spelling(kind(now.get("type"))):
            what = f"`{name}` of `{after.name}` is {now.get('type')}, and was {was.get('type')}"
            converts = all(is_one_number(kind(e.get("type"))) for e in (was, now))
            severity = Severity.COMPATIBLE if converts else Severity.SOURCE
            yield Change(severity, what, was, now)
        elif was.facts != now.facts and now.path not in told:
            what = f"`{name}` of `{after.name}` is declared otherwise"
            yield Change(Severity.COMPATIBLE, what, was, now)
    for name, now in after.parts.items():
        if name not in before.parts and now.path not in told:
            yield Change(Severity.COMPATIBLE, f"`{after.name}` has `{name}`", None, now)
    same = before.head.facts == after.head.facts
    if not same and after.head.path not in told:
        what = f"`{after.name}` is laid out otherwise"
        if otherwise:
            what += ": programs that know it have a version of it"
        yield Change(Severity.COMPATIBLE, what, before.head, after.head)


def is_one_number(what: Kind) -> bool:
    """Say whether C converts values of a type by itself."""
    return what.is_number and not what.counts


def spelling(what: Kind) -> tuple[object, ...]:
    """Return what decides a type's spelling in C."""
    same = {"Text": "char", "Reserved": "u8"}.get(what.base, what.base)
    return same, what.counts, "array" if what.counts else ""
