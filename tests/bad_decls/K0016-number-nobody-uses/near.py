from dsl import syscall

NUMBER = 700


@syscall(NUMBER)
def f() -> None:
    """Do it."""
    ...
