from syscall.decl import Errno

from dsl import Flags, syscall, u32


class Mode(Flags, u32):
    MODE_A = 1


@syscall(700, errors=(Errno.EINVAL,))
def f(mode: Mode) -> None:
    """Do it by *mode*."""
    ...
