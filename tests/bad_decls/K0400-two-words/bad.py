from dsl import ipi, u32


@ipi(passive=True)
def note(first: u32, second: u32) -> None:
    """Note two numbers."""
