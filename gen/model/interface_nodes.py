# SPDX-License-Identifier: BSD-3-Clause
"""Nodes of the model: interfaces, their methods, and who implements them."""

from __future__ import annotations

from dsl.record import dataclass
from gen.model.nodes import Type
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class Method:
    """An method: `default` is what is returned where an implementation has none."""

    name: str
    params: tuple[tuple[str, Type], ...]
    result: Type
    default: int | None
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Implementation:
    """Who does it in one way; `functions` are its C functions by method."""

    name: str
    number: int
    functions: tuple[tuple[str, str], ...]
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Interface:
    """What can be done in several ways; the implementations by number."""

    name: str
    subsystem: str
    methods: tuple[Method, ...]
    implementations: tuple[Implementation, ...]
    doc: str
    loc: Loc
