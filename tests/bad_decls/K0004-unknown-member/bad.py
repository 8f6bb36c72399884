from syscall.decl import Errno

from dsl import isize, syscall


@syscall(700, errors=(Errno.EINVALID,))
def f() -> isize:
    """Do it."""
    ...
