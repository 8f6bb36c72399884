from dsl import Ptr, syscall, u32


@syscall(700)
def lamp(level: Ptr[u32]) -> None:
    """Set the *level* of the lamp."""
    ...
