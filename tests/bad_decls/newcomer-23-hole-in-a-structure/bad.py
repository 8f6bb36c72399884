from syscall.decl import Errno

from dsl import In, Struct, syscall, u8, u32


class Color(Struct):
    red: u8
    rest: u32


@syscall(700, errors=(Errno.EFAULT,))
def lamp(color: In[Color]) -> None:
    """Show the *color*."""
    ...
