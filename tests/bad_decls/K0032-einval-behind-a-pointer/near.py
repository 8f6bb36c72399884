from syscall.decl import Errno

from dsl import Flags, InOut, syscall, u32


class Mode(Flags, u32):
    MODE_ON = 1


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL,))
def f(mode: InOut[Mode]) -> None:
    """Change the *mode*."""
    ...
