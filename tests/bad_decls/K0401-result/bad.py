from dsl import ipi, u32


@ipi()
def ask() -> u32:
    """How many threads are there?"""
