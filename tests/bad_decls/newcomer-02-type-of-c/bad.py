from dsl import syscall


@syscall(700)
def lamp(level: uint32_t) -> None:
    """Set the *level* of the lamp."""
    ...
