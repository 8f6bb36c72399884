from dsl import Flags, trace_point, u32


class LampKind(Flags, u32):
    """What one can ask for."""

    LAMP_LIGHT = 1


@trace_point(LampKind.LAMP_LIGHT)
def lit(lamp: u32, room: u32, floor: u32, house: u32) -> None:
    """A lamp is lit."""
