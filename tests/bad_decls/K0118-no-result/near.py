from syscall.decl import Errno

from dsl import Out, syscall, u64


@syscall(700, errors=(Errno.EFAULT,), alters=False)
def moments(first: u64, last: Out[u64]) -> None:
    """Say what the *first* and the *last* moments are."""
    ...
