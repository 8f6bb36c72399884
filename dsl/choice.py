# SPDX-License-Identifier: BSD-3-Clause
"""Interfaces: methods that several implementations have, of which one is chosen at run time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Interface:
    """What implementations have in common."""

    doc: str


@dataclass(frozen=True, eq=False)
class Method:
    """One method: its prototype, and what it returns where an implementation has none."""

    interface: Interface
    function: Callable[..., Any]
    default: int | None


@dataclass(frozen=True, eq=False)
class Implementation:
    """Who does it in one way, by its number; `has` are the methods that need not be there."""

    interface: Interface
    number: int
    has: tuple[Method, ...]
    doc: str


def interface(*, doc: str) -> Interface:
    """Declare what can be done in several ways: a name that methods and implementations give.

    The generated `<interface>_<method>(which, ...)` calls the implementation of the number
    `which`, directly: there is no table of pointers.  `<interface>_find(name)` is the number of
    an implementation, or -1.
    """
    return Interface(doc)


def method(
    of: Interface, *, default: int | None = None
) -> Callable[[Callable[..., Any]], Method]:
    """Declare a method of an interface; stands above its prototype.

    Every implementation has it, as the C function `<implementation>_<method>`.  With a
    `default` only those have it that say so in `has`; for the others the default is returned,
    and 0 is what a method says that returns nothing, or a pointer.
    """

    def declare(function: Callable[..., Any]) -> Method:
        return Method(of, function, default)

    return declare


def implementation(
    of: Interface, number: int, *, has: tuple[Method, ...] = (), doc: str
) -> Implementation:
    """Declare an implementation of an interface, by the number that chooses it."""
    return Implementation(of, number, has, doc)
