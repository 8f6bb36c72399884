from dsl import Enum


class Mode(Enum):
    OFF = 0
    ON = 1
