from dsl import Struct, syscall, u32


@syscall(700)
def f(level: u32) -> None:
    """Set the *level*."""
    ...
