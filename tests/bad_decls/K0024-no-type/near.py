from dsl import isize, syscall, u32


@syscall(700)
def f(count: u32) -> isize:
    """Do it with *count*."""
    ...
