from dsl import isize, syscall


@syscall(700)
def f(name: str) -> isize:
    """Do it with *name*."""
    ...
