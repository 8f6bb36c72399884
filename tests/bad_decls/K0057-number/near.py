from dsl import Opt, Out, syscall, u32
from syscall.decl import Errno


@syscall(700, errors=(Errno.EFAULT,))
def f(level: Opt[Out[u32]]) -> None:
    """Tell the *level*."""
    ...
