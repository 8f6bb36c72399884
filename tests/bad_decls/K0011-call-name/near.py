from dsl import isize, syscall


@syscall(700)
def get_thing() -> isize:
    """Do it."""
    ...
