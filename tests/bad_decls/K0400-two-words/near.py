from dsl import Kptr, L, ipi, u32


@ipi(passive=True)
def note(first: Kptr[L["void"]], second: u32) -> None:
    """Note two numbers."""
