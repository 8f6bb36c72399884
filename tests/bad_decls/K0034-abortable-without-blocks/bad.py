from syscall.decl import Errno

from dsl import syscall


@syscall(700, errors=(Errno.EINTR,), abortable=True)
def f() -> None:
    """Do it."""
    ...
