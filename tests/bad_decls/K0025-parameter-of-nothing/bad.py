from dsl import syscall


@syscall(700)
def f(x: None) -> None:
    """Take *x*."""
    ...
