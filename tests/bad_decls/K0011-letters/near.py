from dsl import syscall, u32


@syscall(700)
def groesse(level: u32) -> None:
    """Set the *level*."""
    ...
