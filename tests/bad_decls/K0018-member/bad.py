from dsl import Enum, u32


class Answer(Enum, u32):
    true = 1
    other = 2
