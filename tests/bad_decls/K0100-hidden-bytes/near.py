from syscall.decl import Errno

from dsl import Out, Struct, syscall, u32


class Pair(Struct):
    small: u32
    large: u32


@syscall(700, errors=(Errno.EFAULT,))
def f(p: Out[Pair]) -> None:
    """Fill *p*."""
    ...
