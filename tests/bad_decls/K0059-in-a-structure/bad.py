from syscall.decl import Errno

from dsl import Array, Enum, In, L, Struct, syscall, u32


class Color(Enum, u32):
    COLOR_RED = 1
    COLOR_BLUE = 2


class Lamp(Struct):
    level: u32
    colors: Array[Color, L[4]]


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(lamp: In[Lamp]) -> None:
    """Set the *lamp*."""
    ...
