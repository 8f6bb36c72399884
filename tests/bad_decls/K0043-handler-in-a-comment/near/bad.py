from dsl import i32, syscall


@syscall(700)
def lamp(level: i32) -> None:
    """Set the *level*."""
    ...
