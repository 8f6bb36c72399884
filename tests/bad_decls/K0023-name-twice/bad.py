from dsl import isize, syscall


@syscall(700)
def f() -> isize:
    """Do it."""
    ...


@syscall(701, was="f")
def g() -> isize:
    """Do it too."""
    ...
