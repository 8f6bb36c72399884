from dsl import isize, syscall


@syscall(1023)
def f() -> isize:
    """Do it."""
    ...
