from syscall.decl import Errno

from dsl import Out, Struct, syscall, u32


class Point(Struct):
    x: u32
    y: u32


@syscall(700, errors=(Errno.EFAULT,))
def f(p: Out[Point]) -> None:
    """Fill *p*."""
    ...
