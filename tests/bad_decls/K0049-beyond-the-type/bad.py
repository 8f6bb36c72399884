from dsl import syscall, u8


@syscall(700, example={"level": 256})
def f(level: u8) -> None:
    """Set the *level*."""
    ...
