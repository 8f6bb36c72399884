# SPDX-License-Identifier: BSD-3-Clause
"""The semantic difference of two ABIs: a list of changes, each with its severity.

What binds old programs is what they do: the numbers that they call, the words that they pass,
the bytes behind their pointers.  So a structure that changed breaks only where a number that
programs know still takes it; where that number takes a version of it that is as it was, it
does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.abi.call import Exposed, of_calls
from gen.abi.change import Change, Severity
from gen.abi.element import Abi
from gen.abi.layout import of_structures
from gen.abi.message import of_messages
from gen.abi.value import of_values
from gen.abi.view import View, view


def differences(old: Abi, new: Abi, words: Mapping[str, int]) -> list[Change]:
    """Return what changed, worst first; `words` are the architectures' word sizes."""
    found: dict[tuple[object, ...], Change] = {}
    for arch, word in words.items():
        for change in of_one(seen(old, arch, word), seen(new, arch, word)):
            key = (change.path, change.severity, change.what)
            found[key] = found.get(key, change).on(arch)
    order = sorted(found.values(), key=lambda c: (-c.severity, c.path, c.what))
    return without_doubles([*order, *moved(old, new, {c.path for c in order})])


def seen(abi: Abi, arch: str, word: int) -> View:
    """Return what one architecture's programs and peers see, made once."""
    if arch not in abi.views:
        abi.views[arch] = view(abi.elements.get(arch, {}), word)
    found: View = abi.views[arch]
    return found


def of_one(old: View, new: View) -> Iterator[Change]:
    """Yield what changed on one architecture."""
    exposed = Exposed()
    yield from of_calls(old, new, exposed)
    yield from of_messages(old, new, exposed)
    yield from of_structures(old, new, exposed)
    yield from of_values(old, new)
    yield from of_gates(old, new)


def of_gates(old: View, new: View) -> Iterator[Change]:
    """Yield what changed at the gate: nothing there can change without breaking all."""
    before, after = old.of("gate").get(""), new.of("gate").get("")
    if before and after and dict(before.head.facts) != dict(after.head.facts):
        names = [n for n in before.head.facts if before.head.get(n) != after.head.get(n)]
        says = ", ".join(f"{n} {after.head.get(n)} for {before.head.get(n)}" for n in names)
        yield Change(Severity.BREAKING, f"programs enter otherwise: {says}",
                     before.head, after.head)
    elif before and not after:
        yield Change(Severity.BREAKING, "there is no gate any more", before.head, None)
    elif after and not before:
        yield Change(Severity.COMPATIBLE, "there is a gate", None, after.head)


def moved(old: Abi, new: Abi, told: set[tuple[str, ...]]) -> Iterator[Change]:
    """Yield what is now another subsystem's: nobody but the lock notices."""
    owners = {p: e for found in old.elements.values() for p, e in found.items()}
    for path, element in {p: e for f in new.elements.values() for p, e in f.items()}.items():
        before = owners.get(path)
        if before and before.subsystem != element.subsystem and path not in told:
            what = f"`{path[-1]}` moved from {before.subsystem} to {element.subsystem}"
            yield Change(Severity.HARMLESS, what, before, element)


def without_doubles(changes: list[Change]) -> list[Change]:
    """Return the changes without those of a path and text that is told as worse."""
    worst: dict[tuple[object, ...], Change] = {}
    for change in changes:
        key = (change.path, change.what)
        if key not in worst or worst[key].severity < change.severity:
            worst[key] = change
    return [c for c in changes if worst[(c.path, c.what)] is c]
