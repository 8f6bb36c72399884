from syscall.decl import Errno

from dsl import In, Struct, isize, syscall, u32


class Point(Struct):
    x: u32
    y: u32


@syscall(700, errors=(Errno.EFAULT,))
def f(p: In[Point]) -> isize:
    """Do it with *p*."""
    ...
