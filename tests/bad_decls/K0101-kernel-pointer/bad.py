from dsl import syscall, u32, i64, isize, usize, Bytes, CStr, Fd, Flags, Enum, In, L, Opt, Out, Struct, u8, u64, UserAddr, i32, retired
from syscall.decl import Errno
from dsl import Kptr


class Node(Struct):
    next: Kptr[L["node"]]


@syscall(700, errors=(Errno.EFAULT,))
def f(p: Out[Node]) -> None:
    """Fill *p*."""
    ...
