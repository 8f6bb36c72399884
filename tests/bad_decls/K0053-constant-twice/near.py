from dsl import Enum, u32


class One(Enum, u32):
    RED = 1


class Two(Enum, u32):
    GREEN = 1
