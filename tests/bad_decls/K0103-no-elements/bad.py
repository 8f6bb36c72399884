from dsl import Array, L, Struct, u32


class Point(Struct):
    x: Array[u32, L[0]]
