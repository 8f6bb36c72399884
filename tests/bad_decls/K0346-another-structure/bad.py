from syscall.decl import Errno

from dsl import Out, Struct, syscall, u32, u64


class Light1(Struct):
    level: u32
    hours: u32


class Light(Struct):
    hours: u64
    level: u32
    color: u32


@syscall(701, errors=(Errno.EFAULT,))
def light(to: Out[Light]) -> None:
    """Tell how bright it is, in *to*."""
    ...


@syscall(700, errors=(Errno.EFAULT, Errno.EOVERFLOW), version_of=light)
def light1(to: Out[Light1]) -> None:
    """Tell how bright it is, in *to*, to old programs."""
    ...
