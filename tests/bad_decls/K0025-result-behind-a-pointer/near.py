from dsl import Out, Struct, syscall, u32


class Row(Struct):
    part: u32


@syscall(700)
def f() -> u32:
    """Return a row."""
    ...
