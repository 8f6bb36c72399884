from dsl import i64, syscall


@syscall(700)
def f() -> i64:
    """Do it."""
    ...
