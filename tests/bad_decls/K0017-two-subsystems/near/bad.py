from other.decl import Pair

from dsl import Struct


class Point(Struct):
    pair: Pair
