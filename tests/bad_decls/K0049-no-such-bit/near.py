from syscall.decl import Errno

from dsl import Flags, syscall, u32


class How(Flags, u32):
    HOW_FAST = 0x1
    HOW_FAR = 0x2


@syscall(700, errors=(Errno.EINVAL,), example={"how": 3})
def f(how: How) -> None:
    """Go, *how* it may be."""
    ...
