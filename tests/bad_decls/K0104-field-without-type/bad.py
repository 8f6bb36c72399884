from dsl import Bytes, Struct


class Point(Struct):
    x: Bytes
    y: int
