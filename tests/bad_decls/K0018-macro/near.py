from dsl import i32, syscall


@syscall(700)
def f(epoch: i32) -> None:
    """Go to *epoch*."""
    ...
