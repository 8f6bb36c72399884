from syscall.decl import Errno

from dsl import Struct, syscall, u32


class Color(Struct):
    red: u32
    green: u32


@syscall(700)
def lamp(color: Color) -> None:
    """Show the *color*."""
    ...
