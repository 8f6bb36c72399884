from dsl import Out, Struct, syscall, u32


class Row(Struct):
    part: u32


@syscall(700)
def f() -> Out[Row]:
    """Return a row."""
    ...
