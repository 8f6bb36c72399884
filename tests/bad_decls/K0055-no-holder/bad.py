from dsl import Enum


class Colour(Enum):
    RED = 1
