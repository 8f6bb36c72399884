# SPDX-License-Identifier: BSD-3-Clause
"""An ABI on one architecture, with its parts together: what the differ looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from dsl.record import dataclass, field
from gen.abi.element import Element, Path

#: Scalars by their names: bytes (0: a machine word), and whether they have a sign.
SCALARS = {
    "u8": (1, False), "u16": (2, False), "u32": (4, False), "u64": (8, False),
    "i8": (1, True), "i16": (2, True), "i32": (4, True), "i64": (8, True),
    "usize": (0, False), "isize": (0, True), "UserAddr": (0, False),
    "Text": (1, True), "Reserved": (1, False), "void": (0, False), "NoReturn": (0, False),
}  # fmt: skip

#: Arguments through which the kernel reads, or judges, what a program says.
INWARDS = ("enum", "flags", "in", "inout")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type in parts: `Clock:u32[4]` is four times u32, and called Clock."""

    label: str
    base: str
    counts: tuple[int, ...]

    @property
    def is_number(self) -> bool:
        """Whether it is a number, or several."""
        return self.base in SCALARS


@cache
def kind(text: str) -> Kind:
    """Return a type in parts."""
    name, *counts = text.replace("]", "").split("[")
    label, _, base = name.partition(":")
    return Kind(label, base or label, tuple(int(count) for count in counts))


@dataclass(slots=True)
class Group:
    """An element with its parts: a call's arguments, a structure's fields, an Enum's values."""

    head: Element
    parts: dict[str, Element] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called."""
        return self.head.get("name") or self.head.path[-1]

    def ordered(self) -> list[Element]:
        """Return the arguments of a call, first to last."""
        return [self.parts[key] for key in sorted(self.parts, key=int)]


@dataclass(slots=True)
class View:
    """What one architecture's programs and peers see."""

    word: int
    groups: dict[str, dict[str, Group]] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, Group]:
        """Return the groups of a kind: by number, or by name."""
        return self.groups.get(kind, {})

    @property
    def sets(self) -> dict[str, Group]:
        """Every Enum and Flags."""
        return {**self.of("enum"), **self.of("flags")}

    def constants(self) -> dict[str, Element]:
        """Return every named value: C has one space for them all."""
        return {name: e for group in self.sets.values() for name, e in group.parts.items()}

    def calls(self) -> dict[str, Group]:
        """Return the calls by their names."""
        return {group.name: group for group in self.of("call").values()}

    def number(self, base: str) -> tuple[int, bool]:
        """Return a scalar's size on this architecture, and whether it has a sign."""
        size, signed = SCALARS[base]
        return (size or self.word, signed)

    def accepts(self, what: Kind, value: int) -> bool:
        """Say whether a type's validation lets a value pass."""
        group = self.sets.get(what.label)
        if group is None:
            return True
        known = [part.number("value") for part in group.parts.values()]
        if group.head.path[0] == "enum":
            return value in known
        mask = 0
        for bits in known:
            mask |= bits
        return not value & ~mask

    def inwards(self) -> set[str]:
        """Return the Enums, Flags and structures whose values the kernel judges."""
        found: set[str] = set()
        for call in self.of("call").values():
            for arg in call.parts.values():
                if arg.get("kind") in INWARDS:
                    found.add(kind(arg.get("type")).label)
        for message in self.of("message").values():
            found |= {kind(part.get("type")).label for part in message.parts.values()}
        return found | {name for top in list(found) for name in self.below(top)}

    def below(self, name: str) -> Iterator[str]:
        """Yield the types that a structure holds, at any depth."""
        group = self.of("struct").get(name)
        for part in group.parts.values() if group else ():
            label = kind(part.get("type")).label
            yield label
            yield from self.below(label)


def view(elements: Mapping[Path, Element], word: int) -> View:
    """Return the view of one architecture."""
    result = View(word)
    for path, element in sorted(elements.items(), key=lambda item: len(item[0])):
        groups = result.groups.setdefault(path[0], {})
        key = path[1] if len(path) > 1 else ""
        if len(path) <= 2:
            groups[key] = Group(element)
        elif key in groups:
            groups[key].parts[path[-1]] = element
    return result
