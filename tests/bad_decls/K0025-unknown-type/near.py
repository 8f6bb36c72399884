from dsl import isize, syscall, u8


@syscall(700)
def f(name: u8) -> isize:
    """Do it with *name*."""
    ...
