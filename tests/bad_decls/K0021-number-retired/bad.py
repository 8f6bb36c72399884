from dsl import isize, retired, syscall


old = retired(700, "old_stat", since="1.2", why="its structure was too small")


@syscall(700)
def f() -> isize:
    """Do it."""
    ...
