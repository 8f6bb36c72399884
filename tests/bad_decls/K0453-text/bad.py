from dsl import CStr, Flags, trace_point, u32


class LampKind(Flags, u32):
    """What one can ask for."""

    LAMP_LIGHT = 1


@trace_point(LampKind.LAMP_LIGHT)
def lit(lamp: CStr) -> None:
    """A lamp is lit."""
