from dsl import Struct, u64


class Misses(Struct, percpu=True):
    """How often this CPU found nothing."""

    count: u64
