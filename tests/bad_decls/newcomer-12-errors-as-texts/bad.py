from syscall.decl import Errno

from dsl import i32, syscall


@syscall(700, errors=("EINVAL",))
def lamp(level: i32) -> None:
    """Set the *level* of the lamp."""
    ...
