from dsl import syscall, u32, i64, isize, usize, Bytes, CStr, Fd, Flags, Enum, In, L, Opt, Out, Struct, u8, u64, UserAddr, i32, retired
from syscall.decl import Errno


class Mode(Flags, u32):
    MODE_A = 1


@syscall(700, errors=(Errno.EINVAL,))
def f(mode: Mode) -> None:
    """Do it by *mode*."""
    ...
