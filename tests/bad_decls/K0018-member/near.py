from dsl import Enum, u32


class Answer(Enum, u32):
    ANSWER_TRUE = 1
    ANSWER_OTHER = 2
