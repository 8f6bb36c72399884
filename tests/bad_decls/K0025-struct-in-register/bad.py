from dsl import Struct, isize, syscall, u32


class Point(Struct):
    x: u32
    y: u32


@syscall(700)
def f(p: Point) -> isize:
    """Do it with *p*."""
    ...
