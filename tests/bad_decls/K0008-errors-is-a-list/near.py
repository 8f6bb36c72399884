from syscall.decl import Errno

from dsl import syscall


@syscall(700, errors=(Errno.EPERM,))
def f() -> None:
    """Do it."""
    ...
