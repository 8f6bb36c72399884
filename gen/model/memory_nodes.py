# SPDX-License-Identifier: BSD-3-Clause
"""The nodes of the model that are about memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dsl.record import dataclass
from gen.place import Loc

if TYPE_CHECKING:
    from gen.model.nodes import Structure


@dataclass(frozen=True, slots=True)
class MemoryType:
    """A type of memory.

    `tag` is the C structure that it is, which `header` defines; without, it is bytes, `most`
    at one time.  `limit` is in objects, or bytes; 0 is a share of memory.
    """

    number: int
    name: str
    subsystem: str
    tag: str
    header: str
    most: int
    limit: int
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class ObjectCache:
    """A cache of constructed objects of a type of memory.

    `construct` and `destruct` are hand-written functions; `capacity` is a magazine's.
    """

    number: int
    name: str
    subsystem: str
    of: MemoryType
    construct: str
    destruct: str
    limit: int
    capacity: int
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class CpuArea:
    """What every CPU has, and how many CPUs there are at most.

    `layout` is the area: its first field is the structure that heads it, `head`, the others
    are percpu structures, each on a cache line of its own.
    """

    layout: Structure
    head: Structure
    most: int
