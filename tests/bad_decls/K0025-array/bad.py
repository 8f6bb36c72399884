from dsl import Array, Bytes, In, Kptr, L, NoReturn, Struct, Text, isize, syscall, u32
from syscall.decl import Errno


class Row(Struct):
    part: u32


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(row: Array[u32, L[4]]) -> None:
    """Take the *row*."""
    ...
