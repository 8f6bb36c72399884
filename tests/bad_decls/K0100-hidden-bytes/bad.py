from syscall.decl import Errno

from dsl import Out, Struct, syscall, u32, u8


class Pair(Struct):
    small: u8
    large: u32


@syscall(700, errors=(Errno.EFAULT,))
def f(p: Out[Pair]) -> None:
    """Fill *p*."""
    ...
