from dsl import syscall, u32, i64, isize, usize, Bytes, CStr, Fd, Flags, Enum, In, L, Opt, Out, Struct, u8, u64, UserAddr, i32, retired
from syscall.decl import Errno


@syscall(700)
def f() -> isize:
    """Do it."""
    ...


@syscall(700)
def g() -> isize:
    """Do it too."""
    ...
