from dsl import syscall


@syscall(700)
def frobnicate() -> None:
    """Do it."""
    ...
