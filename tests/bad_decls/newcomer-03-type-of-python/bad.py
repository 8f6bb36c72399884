from dsl import syscall


@syscall(700)
def lamp(level: int) -> None:
    """Set the *level* of the lamp."""
    ...
