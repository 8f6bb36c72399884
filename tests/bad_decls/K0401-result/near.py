from dsl import ipi


@ipi()
def ask() -> None:
    """How many threads are there?"""
