from dsl import isize, syscall


@syscall(700)
def f() -> isize:
    """Do it."""
    ...
