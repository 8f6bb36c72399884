# SPDX-License-Identifier: BSD-3-Clause
"""What changed in messages that travel, and in the ports that take them."""

from __future__ import annotations

from collections.abc import Iterator

from gen.abi.change import Change, Severity
from gen.abi.layout import Exposed, is_one_number, problems, spelling
from gen.abi.talk import refused, talk
from gen.abi.view import Group, View, kind


def of_messages(old: View, new: View, exposed: Exposed) -> Iterator[Change]:
    """Yield what changed among messages, by the numbers that peers know."""
    for number, before in old.of("message").items():
        after = new.of("message").get(number)
        if after is None:
            yield _gone(before, new)
            continue
        for part in before.parts.values():
            exposed.add(kind(part.get("type")).label, old, inward=True)
        yield from _named(before, after, old, new)
        yield from _answer(before, after)
        yield from _fields(before, after, old, new)
    for number, group in new.of("message").items():
        if number not in old.of("message"):
            what = f"message {number}, `{group.name}`, is new"
            yield Change(Severity.COMPATIBLE, what, None, group.head)
    yield from _ports(old, new)


def _gone(before: Group, new: View) -> Change:
    """Return the change of a number that nobody takes any more."""
    number = before.head.path[1]
    for group in new.of("message").values():
        if group.name == before.name:
            what = f"message `{before.name}` has number {group.head.path[1]}, and had {number}"
            return Change(Severity.BREAKING, what, before.head, group.head)
    retired = new.of("retired_message").get(number)
    what = f"message {number}, `{before.name}`, is {'retired' if retired else 'gone'}"
    return Change(Severity.BREAKING, what, before.head, retired.head if retired else None)


def _named(before: Group, after: Group, old: View, new: View) -> Iterator[Change]:
    """Yield what a number's other name means."""
    if before.name == after.name:
        return
    known = {g.name for g in old.of("message").values()}
    still = {g.name for g in new.of("message").values()}
    number = after.head.path[1]
    newer = next((g for g in new.of("message").values()
                  if g.name == before.name == after.head.get("version_of")), None)
    if newer is not None:
        yield from _grown(before, newer)
    elif after.name in known or before.name in still:
        what = f"number {number} is `{after.name}`, and was `{before.name}`"
        yield Change(Severity.BREAKING, what, before.head, after.head)
    else:
        what = f"message `{before.name}` is called `{after.name}` now"
        yield Change(Severity.SOURCE, what, before.head, after.head)


def _grown(before: Group, newer: Group) -> Iterator[Change]:
    """Yield what a message with a version lacks for peers that are compiled again."""
    what = f"message `{newer.name}` is {newer.head.path[1]} now, and {before.head.path[1]} is "
    yield Change(Severity.COMPATIBLE, f"{what}a version of it", before.head, newer.head)
    for name, was in before.parts.items():
        now = newer.parts.get(name)
        if kind(was.get("type")).base == "Reserved":
            continue
        if now is None:
            what = f"`{newer.name}` has no `{name}` any more"
            yield Change(Severity.SOURCE, what, was, None, newer.head)
        else:
            kinds = kind(was.get("type")), kind(now.get("type"))
            if spelling(kinds[0]) != spelling(kinds[1]) and not all(map(is_one_number, kinds)):
                what = f"`{name}` of `{newer.name}` is {now.get('type')}, and was {was.get('type')}"
                yield Change(Severity.SOURCE, what, was, now)


def _answer(before: Group, after: Group) -> Iterator[Change]:
    """Yield what changed in what comes back."""
    name = after.name
    for fact, says in (("mode", "is {}, and was {}"), ("result", "answers {}, and did {}")):
        was, now = before.head.get(fact), after.head.get(fact)
        if was != now and kind(was).base != kind(now).base:
            what = f"message `{name}` {says.format(now, was)}"
            yield Change(Severity.BREAKING, what, before.head, after.head)
        elif was != now:
            what = f"message `{name}` {says.format(now, was)}"
            yield Change(Severity.COMPATIBLE, what, before.head, after.head)
    for fact in ("errors", "was"):
        if before.head.get(fact) != after.head.get(fact):
            what = f"message `{name}` has other {fact}: {after.head.get(fact) or 'none'}"
            yield Change(Severity.COMPATIBLE, what, before.head, after.head)


def _fields(before: Group, after: Group, old: View, new: View) -> Iterator[Change]:
    """Yield what changed in the bytes on a wire."""
    broken = set()
    for problem in problems(before, after, old, new, inward=True):
        broken |= {e.path for e in (problem.old, problem.new) if e}
        what = f"on a wire, {problem.what}"
        yield Change(Severity.BREAKING, what, problem.old, problem.new, after.head)
    for name, was in before.parts.items():
        now = after.parts.get(name)
        if was.path in broken or kind(was.get("type")).base == "Reserved":
            continue
        if now is None:
            what = f"`{name}` of `{after.name}` has another name"
            yield Change(Severity.SOURCE, what, was, None, after.head)
        elif was.facts != now.facts:
            kinds = kind(was.get("type")), kind(now.get("type"))
            same = spelling(kinds[0]) == spelling(kinds[1]) or all(map(is_one_number, kinds))
            severity = Severity.COMPATIBLE if same else Severity.SOURCE
            what = f"`{name}` of `{after.name}` is {now.get('type')}, and was {was.get('type')}"
            yield Change(severity, what, was, now)
    for name, now in after.parts.items():
        if name not in before.parts and now.path not in broken:
            what = f"message `{after.name}` has `{name}`"
            yield Change(Severity.COMPATIBLE, what, None, now)


def _ports(old: View, new: View) -> Iterator[Change]:
    """Yield what changed in which port takes what."""
    for number, before in old.of("port").items():
        after = new.of("port").get(number)
        if after is None:
            what = f"port {number}, `{before.name}`, takes no message from afar any more"
            yield Change(Severity.BREAKING, what, before.head, None)
            continue
        was, now = (set(g.head.get("takes").split(",")) for g in (before, after))
        if was - now:
            what = f"port `{after.name}` no longer takes {', '.join(sorted(was - now))}"
            yield Change(Severity.BREAKING, what, before.head, after.head)
        elif now - was:
            what = f"port `{after.name}` takes {', '.join(sorted(now - was))}, too"
            yield Change(Severity.COMPATIBLE, what, before.head, after.head)
        yield from _talk(before, after, old, new)
        if before.name != after.name:
            what = f"port `{before.name}` is called `{after.name}` now"
            yield Change(Severity.SOURCE, what, before.head, after.head)
    for number, group in new.of("port").items():
        if number not in old.of("port"):
            what = f"port {number}, `{group.name}`, is new"
            yield Change(Severity.COMPATIBLE, what, None, group.head)


def _talk(before: Group, after: Group, old: View, new: View) -> Iterator[Change]:
    """Yield what changed in the order in which a port takes what peers say."""
    both = [n for n in before.head.get("takes").split(",")
            if n in after.head.get("takes").split(",")]
    was, now = talk(before), talk(after)
    less, more = refused(was, now, both), refused(now, was, both)
    if less:
        what = f"port `{after.name}` no longer lets through: {said(less, old, new)}"
        yield Change(Severity.BREAKING, what, before.head, after.head)
    if more and not less:
        what = f"port `{after.name}` lets through, too: {said(more, old, new)}"
        yield Change(Severity.COMPATIBLE, what, before.head, after.head)


def said(numbers: list[str], old: View, new: View) -> str:
    """Return messages one behind another, by the names that they have now."""
    groups = {**old.of("message"), **new.of("message")}
    return ", ".join(groups[n].name if n in groups else n for n in numbers)
