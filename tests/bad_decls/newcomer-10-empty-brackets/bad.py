from dsl import i32, syscall


@syscall()
def lamp(level: i32) -> None:
    """Set the *level* of the lamp."""
    ...
