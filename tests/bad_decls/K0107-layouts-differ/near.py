from syscall.decl import Errno

from dsl import Out, Struct, syscall, u64


class Pair(Struct):
    large: u64
    small: u64


@syscall(700, errors=(Errno.EFAULT,))
def f(p: Out[Pair]) -> None:
    """Fill *p*."""
    ...
