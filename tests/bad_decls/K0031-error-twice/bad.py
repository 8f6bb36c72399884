from syscall.decl import Errno

from dsl import isize, syscall


@syscall(700, errors=(Errno.EPERM, Errno.EPERM))
def f() -> isize:
    """Do it."""
    ...
