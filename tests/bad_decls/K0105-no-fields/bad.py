from dsl import Struct


class Point(Struct):
    """A point."""
