from syscall.decl import Errno

from dsl import isize, syscall


@syscall(700, errors=(Errno.EINVAL,))
def f() -> isize:
    """Do it."""
    ...
