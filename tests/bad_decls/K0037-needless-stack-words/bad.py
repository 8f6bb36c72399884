from dsl import syscall


@syscall(700, stack_words=True)
def f() -> None:
    """Do it."""
    ...
