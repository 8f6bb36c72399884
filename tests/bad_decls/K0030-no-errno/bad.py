from dsl import isize, syscall


@syscall(700, errors=(22,))
def f() -> isize:
    """Do it."""
    ...
