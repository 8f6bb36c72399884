# SPDX-License-Identifier: BSD-3-Clause
"""Elements of an ABI, and the lines of abi.txt: one element a line, sorted.

A line is a path, then facts, then the architecture where they hold on that one alone::

    struct Timespec size=16 align=8 [x86_64]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dsl.record import dataclass, field
from gen.place import Loc

Path = tuple[str, ...]

#: How many words the path of a kind has; a part of it has one more, an argument two.
KINDS = {
    "call": 2, "enum": 2, "flags": 2, "gate": 1, "message": 2, "port": 2, "retired": 2,
    "retired_message": 2, "struct": 2,
}  # fmt: skip

#: Kinds that have parts: values, fields, states.
PARTED = ("enum", "flags", "message", "port", "struct")

FACT = re.compile(r"([a-z_]+)=(\S+)")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that others see: its path, its facts, and where it is written."""

    path: Path
    facts: Mapping[str, str]
    loc: Loc
    subsystem: str = ""

    def get(self, fact: str) -> str:
        """Return a fact, empty when it is not said."""
        return self.facts.get(fact, "")

    def number(self, fact: str) -> int:
        """Return a fact that is a number; 0 when it is not said."""
        return int(self.facts.get(fact, "0"), 0)


@dataclass(slots=True)
class Abi:
    """All elements, by architecture and path; `notes` are comments, by subsystem."""

    elements: dict[str, dict[Path, Element]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    views: dict[str, Any] = field(default_factory=dict)
    """What the differ made of it, by architecture."""

    def add(self, arch: str, element: Element) -> None:
        """Add an element; of two with one path the first stays."""
        self.elements.setdefault(arch, {}).setdefault(element.path, element)

    def subsystems(self) -> set[str]:
        """Return the subsystems that own something."""
        return {e.subsystem for found in self.elements.values() for e in found.values()}

    def of(self, subsystem: str) -> dict[str, dict[Path, Element]]:
        """Return what one subsystem owns."""
        return {
            arch: {path: e for path, e in found.items() if e.subsystem == subsystem}
            for arch, found in self.elements.items()
        }


class Unreadable(Exception):
    """A line that is no element."""


def lines(elements: Mapping[str, Mapping[Path, Element]]) -> list[str]:
    """Return elements as lines, sorted; what is the same on all architectures once."""
    found: list[tuple[tuple[object, ...], str]] = []
    for path in {path for by_path in elements.values() for path in by_path}:
        forms = {arch: by_path[path] for arch, by_path in elements.items() if path in by_path}
        everywhere = len(forms) == len(elements)
        if everywhere and len({tuple(e.facts.items()) for e in forms.values()}) == 1:
            forms = {"": next(iter(forms.values()))}
        for arch, element in forms.items():
            found.append(((order(element), arch), line(element, arch)))
    return [text for _, text in sorted(found)]


def line(element: Element, arch: str) -> str:
    """Return an element as a line; `arch` is empty when it is the same on all."""
    words = [*element.path, *(f"{name}={value}" for name, value in element.facts.items())]
    return " ".join([*words, *([f"[{arch}]"] if arch else [])])


def order(element: Element) -> tuple[object, ...]:
    """Return what lines are sorted by: numbers as numbers, fields by their place."""
    path = element.path
    numbers = tuple((int(w, 0), "") if w[:1].isdigit() else (-1, w) for w in path[1:2])
    at = element.number("at") if "at" in element.facts else -1
    rest = tuple((int(w), "") if w.isdigit() else (-1, w) for w in path[2:])
    return path[0], numbers, at, rest


def parsed(text: str, arches: Sequence[str]) -> tuple[Path, dict[str, str], Sequence[str]]:
    """Return path, facts and architectures of a line; Unreadable says what is wrong with it."""
    words = text.split()
    chosen = arches
    if words[-1].startswith("["):
        chosen = (words.pop()[1:-1],)
        if chosen[0] not in arches:
            raise Unreadable(f"there is no architecture `{chosen[0]}`")
    path = tuple(word for word in words if "=" not in word)
    if not is_path(path):
        raise Unreadable("it names no element")
    facts = [FACT.fullmatch(word) for word in words[len(path) :]]
    if not all(facts):
        raise Unreadable("what stands behind the name must be fact=value")
    return path, {match[1]: match[2] for match in facts if match}, chosen


def is_path(path: Path) -> bool:
    """Say whether words name an element, or a part of one."""
    if not path or path[0] not in KINDS:
        return False
    rest = path[KINDS[path[0]] :]
    if path[0] == "call":
        return not rest or (len(rest) == 2 and rest[0] == "arg" and rest[1].isdigit())
    return len(path) == KINDS[path[0]] or (len(rest) == 1 and path[0] in PARTED)


def read(
    text: str, file: str, subsystem: str, arches: Sequence[str], into: Abi
) -> Iterator[tuple[Loc, str]]:
    """Add the elements of an abi.txt; yield the places of unreadable lines, and why."""
    for number, raw in enumerate(text.splitlines(), 1):
        if raw.startswith("#"):
            into.notes.setdefault(subsystem, []).append(raw)
        elif raw.strip():
            loc = Loc(file, number, 1, len(raw.rstrip()) + 1)
            try:
                path, facts, chosen = parsed(raw, arches)
            except Unreadable as why:
                yield loc, str(why)
                continue
            for arch in chosen:
                into.add(arch, Element(path, facts, loc, subsystem))


def merged(parts: Iterable[Abi]) -> Abi:
    """Return several as one."""
    whole = Abi()
    for part in parts:
        for arch, found in part.elements.items():
            for element in found.values():
                whole.add(arch, element)
        whole.notes |= part.notes
    return whole
