from syscall.decl import Errno

from dsl import In, Struct, syscall, u32


class Color(Struct):
    red: u32
    green: u32


@syscall(700)
def lamp(color: In[Color]) -> None:
    """Show the *color*."""
    ...
