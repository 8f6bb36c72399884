from dsl import Array, L, Struct, u8


class Table(Struct):
    rows: Array[u8, L[0x4000]]
