from dsl import Flags, syscall, u32


class Mode(Flags, u32):
    MODE_A = 1


@syscall(700)
def f(mode: Mode) -> None:
    """Do it by *mode*."""
    ...
