from syscall.decl import Errno

from dsl import Kptr, L, Out, Struct, syscall


class Node(Struct):
    next: Kptr[L["node"]]


@syscall(700, errors=(Errno.EFAULT,))
def f(p: Out[Node]) -> None:
    """Fill *p*."""
    ...
