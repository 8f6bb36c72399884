from dsl import isize, syscall


@syscall(700)
def f(count) -> isize:
    """Do it with *count*."""
    ...
