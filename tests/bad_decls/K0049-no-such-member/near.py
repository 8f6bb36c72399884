from syscall.decl import Errno

from dsl import Enum, syscall, u32


class Color(Enum, u32):
    RED = 1
    GREEN = 2


@syscall(700, errors=(Errno.EINVAL,), example={"color": 2})
def f(color: Color) -> None:
    """Paint it in *color*."""
    ...
