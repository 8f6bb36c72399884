from dsl import isize


def helper() -> isize:
    """Help."""
    ...
