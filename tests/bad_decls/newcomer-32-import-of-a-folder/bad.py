from proc import Signal

from dsl import syscall


@syscall(700)
def lamp(signal: Signal) -> None:
    """Tell by *signal*."""
    ...
