from dsl import Flags, i64, trace_point, u32, u64


class LampKind(Flags, u32):
    """What one can ask for."""

    LAMP_CALL = 1


@trace_point(LampKind.LAMP_CALL, calls="entre")
def called(number: u32, td: u32, first: u64) -> None:
    """A program makes a call."""


@trace_point(LampKind.LAMP_CALL, calls="leave")
def returned(number: u32, td: u32, result: i64) -> None:
    """A call returns."""
