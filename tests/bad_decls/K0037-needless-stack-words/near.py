from syscall.decl import Errno

from dsl import syscall, u32


@syscall(700, errors=(Errno.EFAULT,), stack_words=True)
def f(a: u32, b: u32, c: u32, d: u32, e: u32, g: u32, h: u32) -> None:
    """Do it with *a*, *b*, *c*, *d*, *e*, *g* and *h*."""
    ...
