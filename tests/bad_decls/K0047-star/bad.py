from dsl import i32, syscall


@syscall(700)
def f(*levels: i32) -> None:
    """Set the *levels*."""
    ...
