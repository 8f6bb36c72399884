from dsl import syscall, u32


@syscall(700)
def f(count: u32) -> None:
    """Do it *cuont* times, not *count*."""
    ...
