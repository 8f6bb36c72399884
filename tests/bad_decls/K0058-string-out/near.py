from dsl import Array, CStr, In, L, Out, Struct, Text, UserAddr, syscall, u32
from syscall.decl import Errno


class Row(Struct):
    part: Array[u32, L[4]]


@syscall(700, errors=(Errno.EFAULT,))
def f(row: Out[Row]) -> None:
    """Take the *row*."""
    ...
