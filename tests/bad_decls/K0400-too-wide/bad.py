from dsl import Kptr, L, ipi, u64


@ipi()
def wake(td: Kptr[L["thread"]], until: u64) -> None:
    """Wake a thread."""
