from dsl import i32, syscall


@syscall(700)
def register(level: i32) -> None:
    """Register the *level*."""
    ...
