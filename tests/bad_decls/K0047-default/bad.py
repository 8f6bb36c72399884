from dsl import i32, syscall


@syscall(700)
def f(level: i32 = 3) -> None:
    """Set the *level*."""
    ...
