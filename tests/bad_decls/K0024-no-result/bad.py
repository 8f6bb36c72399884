from dsl import syscall


@syscall(700)
def f():
    """Do it."""
    ...
