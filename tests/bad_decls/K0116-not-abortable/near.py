from syscall.decl import Errno

from dsl import Opt, Out, syscall, u64


@syscall(700, errors=(Errno.EFAULT, Errno.EINTR), blocks=True, abortable=True, left="rest")
def doze(ticks: u64, rest: Opt[Out[u64]]) -> None:
    """Sleep for *ticks*; after a signal, *rest* says how many were left."""
    ...
