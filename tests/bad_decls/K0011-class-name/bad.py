from dsl import Out, Struct, syscall, u32
from syscall.decl import Errno


class my_point(Struct):
    x: u32


@syscall(700, errors=(Errno.EFAULT,))
def f(p: Out[my_point]) -> None:
    """Fill *p*."""
    ...
