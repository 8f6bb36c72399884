from dsl import syscall, u32, i64, isize, usize, Bytes, CStr, Fd, Flags, Enum, In, L, Opt, Out, Struct, u8, u64, UserAddr, i32, retired
from syscall.decl import Errno


@syscall(700)
def f(a: usize, b: usize, c: usize, d: usize, e: usize, g: usize, h: usize) -> None:
    """Do it with *a* *b* *c* *d* *e* *g* *h*."""
    ...
