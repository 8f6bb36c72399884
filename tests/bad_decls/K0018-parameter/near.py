from dsl import i32, syscall


@syscall(700)
def f(default_: i32) -> None:
    """Set the *default_*."""
    ...
