# SPDX-License-Identifier: BSD-3-Clause
"""The nodes of what a machine has: its clock sources, and the tables of its firmware."""

from __future__ import annotations

from dsl.record import dataclass
from gen.model.nodes import Type
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class ClockSource:
    """A counter that time can be told by; `frequency` is 0 when it says that itself."""

    number: int
    name: str
    subsystem: str
    width: int
    quality: int
    frequency: int
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class TableField:
    """A field of a firmware's table, at its byte; it is aligned to nothing."""

    name: str
    type: Type
    offset: int
    loc: Loc


@dataclass(frozen=True, slots=True)
class FirmwareEntry:
    """An entry of a table; `kind` is its first byte, `size` the bytes that are declared."""

    name: str
    c_name: str
    kind: int
    size: int
    fields: tuple[TableField, ...]
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class FirmwareTable:
    """A table; `size` is its head's, `item` that of a number behind it, or 0."""

    name: str
    c_name: str
    subsystem: str
    signature: str
    length: str
    unit: int
    size: int
    fields: tuple[TableField, ...]
    entries: tuple[FirmwareEntry, ...]
    sized: bool
    count: str
    item: int
    doc: str
    loc: Loc
