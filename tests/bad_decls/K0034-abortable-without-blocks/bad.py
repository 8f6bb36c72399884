from dsl import syscall, u32, i64, isize, usize, Bytes, CStr, Fd, Flags, Enum, In, L, Opt, Out, Struct, u8, u64, UserAddr, i32, retired
from syscall.decl import Errno


@syscall(700, errors=(Errno.EINTR,), abortable=True)
def f() -> None:
    """Do it."""
    ...
