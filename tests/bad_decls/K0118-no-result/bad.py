from dsl import syscall, u64


@syscall(700, alters=False)
def moments(first: u64, last: u64) -> None:
    """Say what the *first* and the *last* moments are."""
    ...
