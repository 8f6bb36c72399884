from dsl import isize, syscall


@syscall(5000)
def f() -> isize:
    """Do it."""
    ...
