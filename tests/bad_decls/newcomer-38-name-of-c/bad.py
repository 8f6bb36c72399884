from dsl import i32, syscall


@syscall(700)
def switch(level: i32) -> None:
    """Set the *level* of the lamp."""
    ...
