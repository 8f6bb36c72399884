from dsl import Flags, i64, trace_point, u32


class LampKind(Flags, u32):
    """What one can ask for."""

    LAMP_CALL = 1


@trace_point(LampKind.LAMP_CALL, calls="enter")
def called(number: u32, td: u32, first: u32) -> None:
    """A program makes a call."""


@trace_point(LampKind.LAMP_CALL, calls="leave")
def returned(number: u32, td: u32, result: i64) -> None:
    """A call returns."""
