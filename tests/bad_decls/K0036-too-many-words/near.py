from dsl import syscall, usize


@syscall(700)
def f(a: usize, b: usize, c: usize, d: usize, e: usize, g: usize) -> None:
    """Do it with *a* *b* *c* *d* *e* *g*."""
    ...
