from dsl import Kptr, L, Struct, syscall


class Node(Struct):
    next: Kptr[L["node"]]


@syscall(700)
def f() -> None:
    """Hand out no node."""
    ...
