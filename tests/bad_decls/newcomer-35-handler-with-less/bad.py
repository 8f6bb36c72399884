from dsl import i32, syscall, u32


@syscall(700)
def lamp(level: i32, color: u32) -> None:
    """Set *level* and *color* of the lamp."""
    ...
