from syscall.decl import Errno

from dsl import Kptr, L, Out, Struct, syscall, u64


class Cpu(Struct, cpus=16):
    """What a CPU is known by."""

    self: Kptr[L["cpu"]]


class Misses(Struct, percpu=True):
    """How often this CPU found nothing."""

    count: u64


@syscall(700, errors=(Errno.EFAULT,))
def misses(found: Out[Misses]) -> None:
    """Store in *found* how often this CPU found nothing."""
    ...
