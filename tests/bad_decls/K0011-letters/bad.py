from dsl import syscall, u32


@syscall(700)
def größe(level: u32) -> None:
    """Set the *level*."""
    ...
