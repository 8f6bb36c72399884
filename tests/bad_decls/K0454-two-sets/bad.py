from dsl import Flags, trace_point, u32


class LampKind(Flags, u32):
    """What one can ask for."""

    LAMP_LIGHT = 1


class RoomKind(Flags, u32):
    """What one can ask for of rooms."""

    ROOM_DARK = 1


@trace_point(LampKind.LAMP_LIGHT)
def lit(lamp: u32) -> None:
    """A lamp is lit."""


@trace_point(RoomKind.ROOM_DARK)
def dark(room: u32) -> None:
    """A room is dark."""
