from dsl import isize, syscall


@syscall(700)
def getThing() -> isize:
    """Do it."""
    ...
