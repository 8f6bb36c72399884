from syscall.decl import Errno

from dsl import Enum, Opt, Out, Struct, syscall, u32, u64


class Lamp(Enum, u32):
    LAMP_DESK, LAMP_DOOR = 0, 1


class Light(Struct):
    level: u32
    hours: u32
    energy: u64


@syscall(700, errors=(Errno.EINVAL, Errno.EFAULT))
def light(lamp: Lamp, to: Out[Light], old: Opt[Out[u32]]) -> None:
    """Tell how bright *lamp* is, in *to*, and what it was, in *old*."""
    ...
