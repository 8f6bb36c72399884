from dsl import Array, Enum, In, L, Struct, syscall, u32
from syscall.decl import Errno


class Color(Enum, u32):
    COLOR_RED = 1


class Lamp(Struct):
    level: u32
    colors: Array[u32, L[4]]


@syscall(700, errors=(Errno.EFAULT,))
def f(lamp: In[Lamp]) -> None:
    """Set the *lamp*."""
    ...
