from syscall.decl import Errno

from dsl import syscall, u32


@syscall(700, errors=(Errno.EFAULT,), stack_words=True)
def f(a0: u32, a1: u32, a2: u32, a3: u32, a4: u32, a5: u32, a6: u32, a7: u32) -> None:
    """Take *a0* *a1* *a2* *a3* *a4* *a5* *a6* *a7*."""
    ...
