from dsl import syscall, u32


@syscall(700, example={"count": 3})
def f(count: u32) -> None:
    """Do it *count* times."""
    ...
