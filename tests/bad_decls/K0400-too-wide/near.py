from dsl import Kptr, L, ipi, u32


@ipi()
def wake(td: Kptr[L["thread"]], until: u32) -> None:
    """Wake a thread."""
