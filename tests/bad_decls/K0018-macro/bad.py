from dsl import i32, syscall


@syscall(700)
def f(unix: i32) -> None:
    """Go to *unix*."""
    ...
