# SPDX-License-Identifier: BSD-3-Clause
"""A change of the ABI, and what it does to those who were compiled before."""

from __future__ import annotations

from enum import IntEnum

from dsl.record import dataclass, replace
from gen.abi.element import Element


class Severity(IntEnum):
    """What a change does; the worst has the highest number."""

    HARMLESS = 0
    """Nobody can notice."""
    COMPATIBLE = 1
    """There is more than before; old programs run, and compile again."""
    SOURCE = 2
    """Old programs run; they do not compile again as they are."""
    BREAKING = 3
    """Old programs do something else, or fail."""

    @property
    def word(self) -> str:
        """The severity as people read it."""
        return {0: "harmless", 1: "compatible", 2: "breaks sources", 3: "breaks programs"}[self]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, on which architectures; `old` or `new` is None where there is none."""

    severity: Severity
    what: str
    old: Element | None
    new: Element | None
    whose: Element | None = None
    """Where to look when there is no new element: what it was part of."""
    label: str = ""
    arches: tuple[str, ...] = ()

    def on(self, arch: str) -> Change:
        """Return the same on one more architecture."""
        return replace(self, arches=(*self.arches, arch))

    @property
    def path(self) -> tuple[str, ...]:
        """The path of the element."""
        element = self.new or self.old
        return element.path if element else ()
