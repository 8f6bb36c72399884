from dsl import isize, syscall


@syscall(700)
def helper() -> isize:
    """Help."""
    ...
