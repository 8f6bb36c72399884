# SPDX-License-Identifier: BSD-3-Clause
"""What a kernel shows of itself."""

from dsl import (
    Array,
    CStr,
    Enum,
    Flags,
    Kptr,
    L,
    Modifier,
    Struct,
    Text,
    counter,
    ddb_command,
    i16,
    trace_point,
    u8,
    u32,
    usize,
)

packets = counter("packets", doc="What came in.")
late = counter("packets", doc="What came in, and nobody waited for it any more at that time.")


class Shade(Enum, u32):
    """How dark."""

    SHADE_LIGHT, SHADE_DARK = 0, 7


class Lamp(Struct):
    """A lamp."""

    shade: Shade
    next: Kptr[L["lamp"]]
    heights: Array[i16, L[4]]
    rooms: Array[u8, L[4]]
    name: Text[L[16]]


@ddb_command("show lamp", short="l", optional={"shade": 7})
def show_lamp(form: Modifier, lamp: usize, shade: Shade) -> None:
    """Show a lamp.

    FORM is how; SHADE says which side.
    """


@ddb_command("find")
def find(name: CStr) -> None:
    """Find a lamp by its name."""


class Watched(Flags, u32):
    """What one can ask for."""

    WATCHED_LAMP, WATCHED_ROOM = 1, 2


@trace_point(Watched.WATCHED_LAMP)
def lit(lamp: Kptr[L["lamp"]], shade: Shade) -> None:
    """A lamp is lit."""


@trace_point(Watched.WATCHED_ROOM)
def dark(floor: u8, room: i16, house: usize) -> None:
    """A room has become dark."""
